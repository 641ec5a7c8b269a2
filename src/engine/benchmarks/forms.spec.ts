import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import {
  aBenchmarkEvidence,
  aBenchmarkLine,
  aBenchmarkReport,
  aPassingLine,
  aWaivedLine,
} from '../../../test/support/example-benchmark-report.js';
import { benchmarkStatuses, type BenchmarkReport } from './benchmark-report.js';
import { benchmarkForms } from './index.generated.js';

const beside = (file: string): URL => new URL(file, import.meta.url);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('=1+1', ' @x', '"', ']]>', '<script>', '\ud800', '\x1b[2J\x9b2J\x7f', '\r\n', ',', "'"),
);
const hostile = fc
  .record({
    name: text,
    message: text,
    status: fc.constantFrom(...benchmarkStatuses),
    language: fc.constantFrom('en' as const, 'zh' as const),
    exemption: fc.option(fc.record({ id: text, reason: text, requestedBy: text, expiresAt: text })),
  })
  .map(({ name, message, status, language, exemption }): BenchmarkReport => {
    const evidence = aBenchmarkEvidence({
      ...{ target: name, message, place: name, seen: [{ fact: name, value: message }] },
      ...{ waivedBy: exemption && exemption.id, exemption: exemption && { ...exemption, approvedBy: null } },
    });
    const line = aBenchmarkLine({ status, evidence: [evidence], reason: message, remediation: name });
    const targets = [{ name, kind: null, digest: null }];
    return aBenchmarkReport({ language, targets, lines: [line], problems: [{ target: name, message }] });
  });

describe.each(benchmarkForms.map((form) => ({ id: form.id, form })))('form $id', ({ id, form }) => {
  it('has its file and its spec under its id', () => {
    const files = [`./${id}.form.ts`, `./${id}.form.spec.ts`];
    expect(files.filter((file) => !existsSync(beside(file)))).toEqual([]);
    expect(benchmarkForms.filter((other) => other.id === id)).toEqual([form]);
    expect(form.mediaType).toMatch(/^[a-z]+\/[a-z.+-]+(; charset=utf-8)?$/);
  });

  it('tells every recommendation with what was seen, what to do, and who waived it until when', () => {
    const report = aBenchmarkReport({ lines: [aBenchmarkLine(), aPassingLine, aWaivedLine] });
    const written = form.write(report);
    expect(form.write(structuredClone(report))).toBe(written);
    expect(written.endsWith('\n')).toBe(true);
    const told = ['5.5', '5.10', '5.16', 'privileged', 'Drop the flag.', 'team-a', 'security', '2027-01-01'];
    const words = written.replace(/\s+/g, ' ');
    for (const one of told) expect(words, one).toContain(one);
  });

  it('takes any text, and lets no control character through', () => {
    fc.assert(
      fc.property(hostile, (report) => {
        const written = form.write(report);
        expect(written).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
        expect(form.write(structuredClone(report))).toBe(written);
      }),
    );
  });

  it('is done soon with many elements', () => {
    const evidence = Array.from({ length: 20_000 }, (_, index) =>
      aBenchmarkEvidence({ message: `c${index}: It runs privileged.` }),
    );
    const start = processorTime();
    form.write(aBenchmarkReport({ lines: [aBenchmarkLine({ evidence })] }));
    expect(processorTime() - start).toBeLessThan(5_000);
  });
});
