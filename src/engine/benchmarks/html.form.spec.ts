import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aBenchmarkEvidence,
  aBenchmarkLine,
  aBenchmarkReport,
  aWaivedLine,
} from '../../../test/support/example-benchmark-report.js';
import { htmlForm } from './html.form.js';

/** Every tag that is opened. */
const tagsOf = (html: string) => [...html.matchAll(/<([a-z][a-z0-9]*)[^>]*>/g)].map(([, tag]) => tag);

describe('the form html', () => {
  it('is one page with a row for each recommendation', () => {
    const written = htmlForm.write(aBenchmarkReport({ lines: [aBenchmarkLine(), aWaivedLine] }));
    expect(written).toContain(
      '<tr id="cis-5.5" class="fail"><td>5.5</td><td>No container is privileged</td>',
    );
    expect(written).toContain('<code>workload.privileged = true</code>');
    expect(written).toContain('approved by security, until 2027-01-01T00:00:00.000Z');
    expect(htmlForm.write(aBenchmarkReport({ language: 'zh' }))).toContain('<html lang="zh">');
  });

  it('runs nothing, loads nothing, and takes no text for markup', () => {
    const known = new Set(
      tagsOf(htmlForm.write(aBenchmarkReport({ lines: [aBenchmarkLine(), aWaivedLine] }))),
    );
    expect([...known].filter((tag) => /^(?:script|img|link|iframe|object|form|a)$/.test(tag ?? ''))).toEqual(
      [],
    );
    const text = fc.oneof(
      fc.constantFrom('<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onload='x", '</td>'),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (name) => {
        const seen = [{ fact: name, value: name }];
        const line = aBenchmarkLine({
          ...{ id: name, title: name, reason: name, remediation: name },
          evidence: [aBenchmarkEvidence({ message: name, target: name, seen, waivedBy: name })],
        });
        const targets = [{ name, kind: null, digest: null }];
        const problems = [{ target: name, message: name }];
        const written = htmlForm.write(aBenchmarkReport({ targets, problems, lines: [line] }));
        expect(tagsOf(written).filter((tag) => !known.has(tag))).toEqual([]);
        for (const [tag] of written.matchAll(/<[a-z][^>]*>/g))
          expect(tag).toMatch(
            /^<[a-z0-9]+(?: (?:lang|charset|http-equiv|content|name|scope|id|class)="[^"<>]*")*>$/,
          );
      }),
    );
  });
});
