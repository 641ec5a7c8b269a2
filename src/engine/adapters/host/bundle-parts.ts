import { UnreadableFileError } from '../../model/file-reader.js';
import type { FactProblem } from '../../model/facts.js';
import { hostParts, type HostPart, type PartState } from '../../model/host-facts.js';
import { isObject, parseJsonText, valueOf } from '../../text/documents.js';
import { redactText } from '../../secrets/redaction.js';

/** UTF-16 units of one part, and of one of lines; its lines, its values as JSON: above what any host comes to. */
const limits = {
  text: 64_000_000,
  linesText: 16_000_000,
  lines: 200_000,
  json: { depth: 128, values: 2_000_000 },
  reason: 200,
} as const;
const statuses = ['missing', 'denied', 'failed'] as const;

/** The raw texts of a host by part, and how each of them came. Reading one that does not hold what it should notes why. */
export class BundleParts {
  private readonly states = new Map<HostPart, PartState>();
  private readonly texts = new Map<HostPart, string>();
  private readonly values = new Map<HostPart, unknown>();

  /** A part that came by itself. */
  static lone(part: HostPart, text: string): BundleParts {
    return new BundleParts({ [part]: { status: 'ok', text } });
  }

  constructor(parts: unknown) {
    for (const part of hostParts) this.take(part, valueOf(parts, part));
  }

  /** Null: it is not to be had. */
  text(part: HostPart): string | null {
    return this.texts.get(part) ?? null;
  }

  /** The lines that are not blank; null: it is not to be had. */
  lines(part: HostPart): readonly string[] | null {
    const whole = this.text(part);
    if (whole === null) return null;
    const text = whole.slice(0, limits.linesText);
    if (text.length < whole.length) this.partial(part, `it is longer than ${limits.linesText} characters`);
    const lines = text.split(/\r?\n/, limits.lines + 1);
    if (lines.length > limits.lines) {
      lines.length = limits.lines;
      this.partial(part, `it has more than ${limits.lines} lines`);
    }
    return lines.filter((line) => line.trim() !== '');
  }

  /** What is read of each line; a line that nothing is read of is noted. Null: the part is not to be had. */
  records<Record>(part: HostPart, read: (line: string) => Record | null): readonly Record[] | null {
    const lines = this.lines(part);
    return (
      lines &&
      lines.flatMap((line, index) => {
        const record = read(line);
        if (record !== null) return [record];
        this.partial(part, `its entry ${index + 1} is not as expected`);
        return [];
      })
    );
  }

  /** The part as JSON; undefined: it is not to be had, or is none. */
  json(part: HostPart): unknown {
    const text = this.text(part);
    if (text === null) return undefined;
    if (this.values.has(part)) return this.values.get(part);
    try {
      const value = parseJsonText(text.replace(/^\ufeff/, ''), 'it', limits.json);
      this.values.set(part, value);
      return value;
    } catch (error) {
      this.unreadable(part, error instanceof UnreadableFileError ? error.message : 'it is no JSON');
      return undefined;
    }
  }

  state(part: HostPart): PartState {
    return this.states.get(part) ?? { status: 'absent', reason: 'it was not collected' };
  }

  /** It tells less than it should. The first reason stays. */
  partial(part: HostPart, reason: string): void {
    if (this.state(part).status === 'ok') this.states.set(part, { status: 'partial', reason });
  }

  /** It tells nothing. */
  unreadable(part: HostPart, reason: string): void {
    this.texts.delete(part);
    this.states.set(part, { status: 'unreadable', reason });
  }

  all(): Record<HostPart, PartState> {
    return Object.fromEntries(hostParts.map((part) => [part, this.state(part)])) as Record<
      HostPart,
      PartState
    >;
  }

  /** Of the parts that came, but not whole. */
  problems(): FactProblem[] {
    return hostParts.flatMap((part) => {
      const { status, reason } = this.state(part);
      if (status === 'ok' || status === 'missing' || status === 'absent') return [];
      return [{ path: part, layer: null, detail: reason ?? status }];
    });
  }

  private take(part: HostPart, value: unknown): void {
    if (value === undefined) return;
    const status = valueOf(value, 'status');
    const text = valueOf(value, 'text');
    if (status === 'ok' && typeof text === 'string') {
      this.states.set(part, { status: 'ok', reason: null });
      if (text.length > limits.text) this.unreadable(part, `it is longer than ${limits.text} characters`);
      else this.texts.set(part, text);
      return;
    }
    const known = statuses.find((name) => name === status);
    const reason = valueOf(value, 'reason');
    const told = typeof reason === 'string' ? redactText(reason.slice(0, limits.reason)) : (known ?? '');
    if (known) this.states.set(part, { status: known, reason: told });
    else this.unreadable(part, isObject(value) ? 'it has no text' : 'it is no object');
  }
}
