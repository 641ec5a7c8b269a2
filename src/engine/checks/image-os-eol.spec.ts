import { describe, expect, it } from 'vitest';
import { endOfLife } from '../observers/end-of-life.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImage, anImageSubject } from './example-facts.js';
import { imageOsEolCheck } from './image-os-eol.check.js';

const day = 86_400_000;
const { osRelease } = anImage().rootfs;
const date = (osRelease && endOfLife(osRelease)?.date) ?? 'unknown';
const endsAt = Date.parse(date.slice(0, 10)) + day;
const at = (instant: number, parameters = {}) =>
  evaluateExample(imageOsEolCheck, anImageSubject(), { now: new Date(instant).toISOString(), parameters });

describe('image-os-eol', () => {
  it('passes until the warning begins, and says when that is', () => {
    const warnsAt = endsAt - 90 * day;
    expect(at(warnsAt - 1)).toEqual({ result: 'pass', changesAt: new Date(warnsAt).toISOString() });
  });

  it('reports the last days as low, until support ends', () => {
    expect(elementsOf(at(endsAt - 90 * day))).toEqual([' (low)']);
    expect(at(endsAt - 1)).toMatchObject({ result: 'fail', changesAt: new Date(endsAt).toISOString() });
  });

  it('fails at its own severity once the last day has passed, for good', () => {
    expect(elementsOf(at(endsAt))).toEqual(['']);
    expect(at(endsAt).changesAt).toBeUndefined();
  });

  it('takes the days of warning from the policy', () => {
    expect(at(endsAt - 1, { warn_days: 0 }).result).toBe('pass');
    expect(at(endsAt - 200 * day, { warn_days: 365 }).result).toBe('fail');
  });

  it('does not know releases without a known end of support', () => {
    const subject = anImageSubject({
      rootfs: { osRelease: { id: 'homemade', versionId: '1', prettyName: null, codename: null } },
    });
    expect(evaluateExample(imageOsEolCheck, subject)).toMatchObject({
      result: 'unknown',
      reason: { en: 'When support of homemade 1 ends is not known.' },
    });
  });

  it('does not apply without a distribution, unless os-release is there and unreadable', () => {
    const without = anImageSubject({ rootfs: { osRelease: null } });
    const problems = [{ path: '/etc/os-release', layer: null, detail: 'not UTF-8' }];
    const unreadable = anImageSubject({ rootfs: { osRelease: null, problems } });
    expect(evaluateExample(imageOsEolCheck, without).result).toBe('not_applicable');
    expect(evaluateExample(imageOsEolCheck, unreadable)).toMatchObject({
      result: 'unknown',
      reason: { en: 'The distribution is not known: /etc/os-release could not be read fully (not UTF-8).' },
    });
  });
});
