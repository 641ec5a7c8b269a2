import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadParents, parsePolicy } from '../engine/policy/policy-document.js';
import { runPolicyTests } from '../engine/policy/run-policy-tests.js';
import { policyFactsPage } from './policy-facts-page.js';

const guide = readFileSync('docs/policies.md', 'utf8');
const documents = [...guide.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text ?? '');

describe('the pages of policies', () => {
  it('docs/policy-facts.md is current; when not, write it anew with `npm run generate`', () => {
    expect(readFileSync('docs/policy-facts.md', 'utf8')).toBe(policyFactsPage());
  });

  it.each(documents)('a policy of docs/policies.md is valid and passes its tests: %#', async (text) => {
    const parents = await loadParents(text, (name) =>
      Promise.resolve({ reference: name, label: name, text: readFileSync(`policies/${name}.yaml`, 'utf8') }),
    );
    const parsed = parsePolicy(text, parents);
    expect(parsed).toMatchObject({ ok: true });
    const results = parsed.ok ? runPolicyTests(parsed.policy, () => 0) : [];
    expect(results.filter(({ differences }) => differences.length > 0)).toEqual([]);
  });

  it('shows policies', () => {
    expect(documents.length).toBeGreaterThanOrEqual(2);
  });
});
