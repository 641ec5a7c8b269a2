import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checks } from '../engine/checks/index.generated.js';
import { checksPage } from './checks-page.js';

describe('checksPage', () => {
  it('is what docs/checks.md holds; when not, write it anew with `npm run generate`', () => {
    expect(readFileSync('docs/checks.md', 'utf8')).toBe(checksPage());
  });

  it('tells every check once, with its titles', () => {
    const page = checksPage();
    for (const { id, title } of checks) {
      expect(page.split(`\n### ${id}\n`)).toHaveLength(2);
      expect(page).toContain(`· ${title.zh.replace(/[\\<>*_`|[\]]/g, '\\$&')}\n`);
    }
  });
});
