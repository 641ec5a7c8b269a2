import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateText } from '../checks/evaluate-example.js';
import { aBundle } from '../checks/example-host.js';
import { hostSubidRangesCheck } from '../checks/host-subid-ranges.check.js';
import { hardened } from './hardening-samples.js';

const bundle = (subuid: string, subgid: string) =>
  aBundle({ 'daemon-json': '{ "userns-remap": "default" }', subuid, subgid });
const linesOf = (text: string | null) =>
  Object.fromEntries(
    hardened('host', text, ['subid']).products.map(({ fileName, text: line }) => [fileName, line]),
  );

describe('lines for subuid and subgid', () => {
  it('make the check for them pass once they are appended, whatever stands there', () => {
    const range = fc
      .tuple(fc.integer({ min: 65_536, max: 2_000_000 }), fc.integer({ min: 1, max: 200_000 }))
      .map(([start, count], index = 0) => `user${index}:${start}:${count}\n`);
    const file = fc.array(range, { maxLength: 8 }).map((lines) => lines.join(''));
    fc.assert(
      fc.property(file, file, (subuid, subgid) => {
        const { subuid: uid = '', subgid: gid = '' } = linesOf(bundle(subuid, subgid));
        const after = bundle(subuid + uid, subgid + gid);
        expect(evaluateText(hostSubidRangesCheck, 'host', after, {})).toMatchObject({ result: 'pass' });
      }),
    );
  });

  it('stand in the first gap that is wide enough', () => {
    const there = 'alice:100000:65536\nbob:300000:65536\n';
    expect(linesOf(bundle(there, there))).toEqual({
      ...{ subuid: 'dockremap:165536:65536\n', subgid: 'dockremap:165536:65536\n' },
    });
  });

  it('are made for the file that lacks them alone', () => {
    expect(Object.keys(linesOf(bundle('dockremap:165536:65536', '')))).toEqual(['subgid']);
    const own = 'dockremap:165536:65536';
    expect(hardened('host', bundle(own, own), ['subid'])).toMatchObject({ products: [], left: [{}] });
  });

  it('say that nothing was compared where nothing is known', () => {
    const [product] = hardened('host', null, ['subid']).products;
    expect(product?.text).toBe('dockremap:100000:65536\n');
    expect(product?.open[0]?.message.en).toContain('not known');
    expect(product?.use.en).toContain('>> /etc/subuid');
  });

  it('are not made for what is no name, nor where no range is free', () => {
    const wrong = hardened('host', null, ['subid'], { remapUser: 'x; rm -rf /' });
    expect(wrong).toMatchObject({ products: [], left: [{ generator: 'subid' }] });
    expect(hardened('host', bundle('all:0:4294967295', ''), ['subid']).products).toEqual([]);
  });
});
