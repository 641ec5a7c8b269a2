import { benchResults, type BenchAnswer, type BenchResult } from '../model/docker-bench-facts.js';
import type { FactProblem } from '../model/facts.js';
import { redactText } from '../secrets/redaction.js';
import { quoted } from '../text/read-problems.js';
import { findBenchTest } from './bench-tests.js';

/** Above what any file of the tool comes to; UTF-16 units. */
const limits = { tests: 2_000, items: 20_000, text: 300, problems: 20 } as const;

/** A test as a file tells it. */
export interface WrittenTest {
  readonly id: string;
  readonly description: string;
  readonly result: string;
  readonly details: string | null;
  readonly items: readonly string[];
}

/** Gathers answers, each test once, and names what it cannot take for one. */
export class Answers {
  private readonly byId = new Map<string, BenchAnswer>();
  private readonly details: string[] = [];
  private items = 0;

  /** What came of a test that is told twice is the worse of both. */
  take({ id, description, result, details, items }: WrittenTest): void {
    const test = findBenchTest(id);
    if (!test) return this.refuse(`it has no test ${quoted(id.slice(0, 40))} that is known`);
    if (!description.toLowerCase().includes(test.topic))
      return this.refuse(`its test ${id} is another one than version 1.6 has under this number`);
    const known = benchResults.find((one) => one === result);
    if (!known) return this.refuse(`its test ${id} has no result that is known`);
    if (this.byId.size >= limits.tests) return this.refuse(`it has more than ${limits.tests} tests`);
    const before = this.byId.get(id);
    const told = this.itemsOf(items);
    this.byId.set(id, {
      id,
      result: before ? worse(before.result, known) : known,
      details: (details === null ? null : shortened(details)) ?? before?.details ?? null,
      items: before ? [...new Set([...before.items, ...told])] : told,
    });
  }

  refuse(detail: string): void {
    if (!this.details.includes(detail)) this.details.push(detail);
  }

  all(): BenchAnswer[] {
    return [...this.byId.values()];
  }

  problems(name: string): FactProblem[] {
    const rest = this.details.length - limits.problems;
    const told = this.details.slice(0, limits.problems);
    return [...told, ...(rest > 0 ? [`and ${rest} more of the kind`] : [])].map((detail) => ({
      path: name,
      layer: null,
      detail,
    }));
  }

  private itemsOf(items: readonly string[]): string[] {
    const told = [...new Set(items.slice(0, limits.items).map(shortened))];
    this.items += told.length;
    if (told.length === items.length && this.items <= limits.items) return told;
    if (this.items > limits.items) {
      this.refuse(`it names more than ${limits.items} elements`);
      return told.slice(0, Math.max(0, told.length - (this.items - limits.items)));
    }
    return told;
  }
}

/** The names in an element: several tags of an image stand as `[a:1 b:2]`. */
export function namesOf(item: string): string[] {
  const isList = item.startsWith('[') || item.endsWith(']');
  const names = isList ? item.replace(/^\[|\]$/g, '').split(' ') : [item];
  return names.filter((name) => name.trim() !== '');
}

/** Worst first. */
const order: readonly BenchResult[] = ['WARN', 'NOTE', 'INFO', 'PASS'];

function worse(a: BenchResult, b: BenchResult): BenchResult {
  return order.indexOf(a) <= order.indexOf(b) ? a : b;
}

function shortened(text: string): string {
  return redactText(text.slice(0, limits.text)).trim();
}
