import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIds } from '../checks/find-check.js';
import { extendPolicy } from './extend-policy.js';
import { loadParents, parsePolicy, type ParentPolicy } from './policy-document.js';

const base = `name: base
title: Base
checks:
  image-size: { severity: low, parameters: { max_bytes: 5 } }
  image-user-root: {}
gate: { fail_on: high, max_medium: 3 }
exemptions: { max_days: { critical: 7, high: 30 }, never: [critical] }
rules:
  - { id: one, title: T, severity: low, targets: [image], deny: 'image.user == ""', message: M, remediation: R }
`;
const parent = (text: string, reference = 'base', rest: Partial<ParentPolicy> = {}): ParentPolicy => {
  return { reference, label: `${reference}.yaml`, text, ...rest };
};

function read(text: string, ...parents: ParentPolicy[]) {
  const parsed = parsePolicy(text, parents);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed;
}
const errors = (text: string, ...parents: ParentPolicy[]) => {
  const parsed = parsePolicy(text, parents);
  return parsed.ok
    ? []
    : parsed.errors.map(
        ({ document, line, column, message }) => `${document ?? ''}:${line}:${column} ${message}`,
      );
};

describe('a policy that extends another', () => {
  it('is the other one, with a name of its own, when it changes nothing', () => {
    const child = read('name: child\nextends: base\n', parent(base));
    expect(child.policy).toEqual({ ...read(base).policy, name: 'child' });
    expect(child.parent).toBe('base');
    expect(child.hash).not.toBe(read(base).hash);
    expect(read('extends: base\nname: child\n', parent(base)).hash).toBe(child.hash);
    expect(read('name: child\nextends: base\n', parent(base, 'base@2')).hash).not.toBe(child.hash);
  });

  it('adds, changes and takes away checks, keys and rules', () => {
    const { policy } = read(
      `name: child
extends: base
title: Child
checks:
  image-size: { severity: high }
  image-user-root: null
  image-age: { parameters: { max_age_days: 3 } }
gate: { max_medium: null, unknown: fail }
exemptions: { max_days: { high: 14 }, never: [] }
rules:
  - { id: one, severity: high, expect: 'image.user != "0"' }
  - { id: two, title: T, severity: low, targets: [image], deny: 'true', message: M, remediation: R }
`,
      parent(base),
    );
    expect(policy).toMatchObject({
      title: 'Child',
      checks: {
        'image-size': { severity: 'high', parameters: { max_bytes: 5 } },
        'image-age': { parameters: { max_age_days: 3 } },
      },
      exemptions: { max_days: { critical: 7, high: 14 }, never: [] },
      gate: { fail_on: 'high', unknown: 'fail' },
    });
    expect(policy.gate).not.toHaveProperty('max_medium');
    expect(Object.keys(policy.checks).sort()).toEqual(['image-age', 'image-size']);
    expect(policy.rules.map(({ id, severity, deny, expect: must }) => [id, severity, deny, must])).toEqual([
      ['one', 'high', undefined, 'image.user != "0"'],
      ['two', 'low', 'true', undefined],
    ]);
    expect(
      read('name: child\nextends: base\nrules: [{ id: one, remove: true }]\n', parent(base)).policy.rules,
    ).toEqual([]);
  });

  it('names what is wrong by document and line', () => {
    const child = 'name: child\nextends: base\n';
    expect(errors(child)).toEqual([':2:10 There is no policy "base" to extend']);
    expect(errors('name: child\nextends: [base]\n')).toEqual([
      ':2:10 Expected the name of a policy, or name@version',
    ]);
    expect(errors(`${child}checks: { image-age: false }\n`, parent(base))).toEqual([
      ':3:11 It takes away "image-age", which the policy that it extends does not have',
    ]);
    expect(errors(`${child}checks:\n  image-size: { parameters: { max_byte: 1 } }\n`, parent(base))).toEqual([
      expect.stringMatching(/^:4:31 Unknown key "max_byte"; did you mean "max_bytes"/),
    ]);
    const broken = base.replace('image-user-root', 'image-user-rot');
    expect(errors(child, parent(broken))).toEqual([
      'base.yaml:5:3 Unknown check "image-user-rot"; did you mean "image-user-root"?',
    ]);
    expect(errors(child, parent(base.replace('image.user', 'image.usr')))).toEqual([
      'base.yaml:9:72 Unknown field "usr"; did you mean "user"?',
    ]);
    expect(errors(child, parent('name: ['))[0]).toMatch(/^base\.yaml:1:/);
  });

  it('goes round in no circle, and not too deep', async () => {
    const texts: Record<string, string> = { a: 'name: a\nextends: b\n', b: 'name: b\nextends: a\n' };
    for (let depth = 0; depth < 9; depth += 1)
      texts[`p${depth}`] = `name: p${depth}\nextends: p${depth + 1}\n`;
    const find = (reference: string) => Promise.resolve(parent(texts[reference] ?? base, reference));
    expect(errors(texts['a']!, ...(await loadParents(texts['a']!, find)))).toEqual([
      'b.yaml:2:10 The policy extends itself: a → b → a',
    ]);
    expect(errors(texts['p0']!, ...(await loadParents(texts['p0']!, find)))).toEqual([
      'p5.yaml:2:10 More than 5 policies stand beneath each other',
    ]);
    expect(errors(texts['p4']!, ...(await loadParents(texts['p4']!, find)))).toEqual([]);
  });

  it('takes what a published parent extended then for what it says', async () => {
    const middle = parent('name: middle\nextends: base\n', 'middle@4', { parent: 'base@1' });
    const asked: string[] = [];
    const parents = await loadParents('name: child\nextends: middle\n', (reference) => {
      asked.push(reference);
      return Promise.resolve(reference === 'middle' ? middle : parent(base, reference));
    });
    expect(asked).toEqual(['middle', 'base@1']);
    expect(read('name: child\nextends: middle\n', ...parents).parent).toBe('middle@4');
  });
});

const anOverride = fc.record(
  {
    severity: fc.constantFrom('low', 'high'),
    parameters: fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), fc.integer()),
  },
  { requiredKeys: [] },
);
const checks = fc.dictionary(fc.constantFrom(...checkIds().slice(0, 6)), anOverride);
const gate = fc.dictionary(
  fc.constantFrom('fail_on', 'max_medium'),
  fc.oneof(fc.integer(), fc.constant(null)),
);
const aDocument = fc.record({ name: fc.constant('x'), checks, gate }, { requiredKeys: ['name'] });

describe('laying one document over another', () => {
  it('changes nothing the second time, and nothing when nothing is stated', () => {
    fc.assert(
      fc.property(aDocument, aDocument, fc.constantFrom('fail_on', 'max_medium'), (below, stated, gone) => {
        const above = { ...stated, gate: { ...stated.gate, [gone]: null } };
        const once = extendPolicy(below, above).value;
        expect(once).not.toHaveProperty(['gate', gone]);
        expect(extendPolicy(once, above).value).toEqual(once);
        expect(extendPolicy(below, { name: 'x' }).value).toEqual(below);
      }),
    );
  });

  it('is the same whichever two of three are laid over each other first, but for what is taken away', () => {
    const plain = fc.record({ checks, gate: fc.dictionary(fc.constantFrom('a', 'b'), fc.integer()) });
    fc.assert(
      fc.property(plain, plain, plain, (a, b, c) => {
        const left = extendPolicy(extendPolicy(a, b).value, c).value;
        expect(extendPolicy(a, extendPolicy(b, c).value).value).toEqual(left);
      }),
    );
  });
});
