import { describe, expect, it } from 'vitest';
import type { HostPart } from '../model/host-facts.js';
import type { Check, HostSubject } from './check.js';
import { subjectOfText } from './evaluate-example.js';
import { aBundle } from './example-host.js';
import { examplePartTexts } from './example-host-parts.js';
import { exampleNow } from './example-facts.js';
import { checks } from './index.generated.js';

const all: readonly Check[] = checks;
const ofHosts = all.filter(({ inputs }) => inputs.includes('host'));
const subjectOf = (parts: Parameters<typeof aBundle>[0]) =>
  subjectOfText('host', aBundle(parts)) as HostSubject;
const resultOf = (check: Check, subject: HostSubject) =>
  check.evaluate(subject, check.parameters.parse({}), new Date(exampleNow)).result;

const whole = subjectOf(examplePartTexts);
const before = new Map(ofHosts.map((check) => [check.id, resultOf(check, whole)]));

const why = 'this user may not';
/** What may become of a part on the way. */
const damages: Readonly<Record<string, NonNullable<Parameters<typeof aBundle>[0]>[HostPart]>> = {
  'was not collected': undefined,
  'was denied': { status: 'denied', reason: why },
  failed: { status: 'failed', reason: why },
  'is a number': '7',
  'is null': 'null',
  'is a text': '"x"',
  'is an object of something else': '{"a":[1]}',
  'holds no objects': '[1,"x",null,[]]',
  'is noise': '\u0001 \ufffd\n}{',
};
const cases = Object.keys(examplePartTexts).flatMap((part) =>
  Object.entries(damages).map(([what, damage]) => [part as HostPart, what, damage] as const),
);

describe('a check of hosts', () => {
  it('finds something wrong on the whole bundle, so that there is something to lose', () => {
    const results = [...before.values()];
    expect(results.filter((result) => result === 'fail').length).toBeGreaterThan(5);
  });

  it.each(cases)('never passes for what is wrong or unknown when %s %s', (part, _, damage) => {
    const { [part]: __, ...rest } = examplePartTexts;
    const damaged = subjectOf({ ...rest, ...(damage !== undefined && { [part]: damage }) });
    const passing = ofHosts.filter(
      (check) => resultOf(check, damaged) === 'pass' && before.get(check.id) !== 'pass',
    );
    expect(passing.map(({ id }) => id)).toEqual([]);
  });
});
