import type { Output } from '../cli/command-line.js';
import { renderFields } from '../cli/output/fields.js';
import { recogniseInput, readInput } from '../engine/adapters/read-input.js';
import { checks } from '../engine/checks/index.generated.js';
import { noAdvisories } from '../engine/checks/no-advisories.js';
import { judge, type JudgeInput } from '../engine/policy/judge.js';
import { validatePolicy, type Policy } from '../engine/policy/policy-schema.js';
import { inspectDocuments, type BenchDocument } from './check-data.js';
import { median, rounded } from './numbers.js';

const runs = 5;

/** Of one reading and judging of all documents, on one core. */
interface Pass {
  readonly seconds: number;
  /** Of the processor: what it takes where nothing else runs. */
  readonly cpuSeconds: number;
  readonly readSeconds: number;
}

/** What `bench check --json` prints. */
export interface CheckBench {
  readonly documents: number;
  readonly bytes: number;
  readonly checks: number;
  readonly findings: number;
  /** Before anything is compiled: as a program that does it once. */
  readonly first: Pass;
  /** Median of the runs after it. */
  readonly later: Pass;
  /** Of the first pass, by its processor time. */
  readonly documentsPerSecond: number;
}

/**
 * Reads and judges documents against every check.
 * @param texts of files, by name; empty: made-up containers
 * @throws Error when a text is of no known kind or cannot be read
 */
export function benchCheck(texts: ReadonlyMap<string, string>, count: number): CheckBench {
  const documents = texts.size === 0 ? inspectDocuments(count) : repeated(texts, count);
  const policy = everyCheck();
  const [first, ...rest] = Array.from({ length: runs + 1 }, () => pass(documents, policy));
  if (!first) throw new Error('nothing was measured');
  const middle = (of: (one: Pass) => number) => rounded(median(rest.map(of)), 3);
  return {
    documents: documents.length,
    bytes: documents.reduce((sum, { text }) => sum + text.length, 0),
    checks: checks.length,
    findings: first.findings,
    first: {
      seconds: rounded(first.seconds, 3),
      cpuSeconds: rounded(first.cpuSeconds, 3),
      readSeconds: rounded(first.readSeconds, 3),
    },
    later: {
      seconds: middle(({ seconds }) => seconds),
      cpuSeconds: middle(({ cpuSeconds }) => cpuSeconds),
      readSeconds: middle(({ readSeconds }) => readSeconds),
    },
    documentsPerSecond: Math.round(documents.length / first.cpuSeconds),
  };
}

function pass(documents: readonly BenchDocument[], policy: Policy): Pass & { readonly findings: number } {
  const cpu = process.cpuUsage();
  const start = performance.now();
  let reading = 0;
  let findings = 0;
  for (const { kind, name, text } of documents) {
    const before = performance.now();
    const read = readInput(kind, text, { name });
    reading += performance.now() - before;
    if (!read.ok) throw new Error(`${name} cannot be read: ${read.problem.message.en}`);
    const target = { id: name, digests: [read.facts.digest], references: [] };
    findings += judge({ ...judging, facts: read.facts, policy, target }).findings.length;
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds: (performance.now() - start) / 1000,
    cpuSeconds: (user + system) / 1e6,
    readSeconds: reading / 1000,
    findings,
  };
}

const judging: Pick<JudgeInput, 'vulnerabilities' | 'database' | 'exemptions' | 'now'> = {
  vulnerabilities: [],
  database: noAdvisories,
  exemptions: [],
  now: new Date('2026-06-01T00:00:00Z'),
};

function everyCheck(): Policy {
  const all = Object.fromEntries(checks.map(({ id }) => [id, {}]));
  const validation = validatePolicy({ name: 'all', title: 'All', checks: all, gate: { fail_on: 'high' } });
  if (!validation.ok) throw new Error(`no policy of every check: ${JSON.stringify(validation.issues)}`);
  return validation.policy;
}

/** The texts over and over. */
function repeated(texts: ReadonlyMap<string, string>, count: number): BenchDocument[] {
  const known = [...texts].map(([name, text]) => {
    const adapter = recogniseInput(text, name) ?? recogniseInput(text, '');
    if (!adapter) throw new Error(`${name}: it is of no known kind`);
    return { kind: adapter.id, name, text };
  });
  return Array.from({ length: count }, (_, index) => known[index % known.length]!);
}

export function printCheckBench(output: Output, bench: CheckBench): void {
  const { documents, bytes, first, later } = bench;
  const of = ({ seconds, cpuSeconds, readSeconds }: Pass) =>
    `${seconds} s (reading ${readSeconds} s), ${cpuSeconds} s of the processor`;
  output.write(
    renderFields([
      [
        'documents',
        `${documents}, ${rounded(bytes / 1e6, 1)} MB; ${bench.checks} checks, ${bench.findings} findings`,
      ],
      ['the first time', `${of(first)}: ${bench.documentsPerSecond} documents a second`],
      ['later', `${of(later)} (median of ${runs})`],
    ]),
  );
}
