import { mergeSpans, redacted, secretSpans, type Span } from './redaction.js';
import { isSecretName } from './secret-names.js';

/** Longer lines are not shown. */
const longestLine = 2_000;
/** So many lines before one tell what it means. */
const contextLines = 3;
/** A variable of Kubernetes: its value stands behind its name, or on the next line. */
const namedValue =
  /["']?\bname["']?[ \t]*:[ \t]*["']?([\w.-]{1,256})["']?[ \t]*(?:,[ \t]*)?(?:\r?\n[ \t-]*)?["']?value["']?[ \t]*:[ \t]*/g;

/**
 * A line of a text as it may be shown: what redaction leaves of secrets stands in their place, those included that only the
 * lines before it tell of.
 * @param number 1-based
 * @returns null when the text has no such line, or it is too long to be shown
 */
export function redactedLine(lines: readonly string[], number: number): string | null {
  const line = lines[number - 1];
  if (line === undefined || line.length > longestLine) return null;
  const before = lines.slice(Math.max(0, number - 1 - contextLines), number - 1);
  const head = before.map((one) => `${one.slice(-longestLine)}\n`).join('');
  const text = head + line;
  let shown = '';
  let end = head.length;
  for (const span of mergeSpans([...secretSpans(text), ...namedValues(text)])) {
    if (span.end <= head.length) continue;
    const start = Math.max(span.start, head.length);
    shown += text.slice(end, start) + redacted(text.slice(start, span.end));
    end = span.end;
  }
  return (shown + text.slice(end)).trimEnd();
}

function namedValues(text: string): Span[] {
  return [...text.matchAll(namedValue)].flatMap((match) => {
    if (!isSecretName(match[1] ?? '')) return [];
    const start = match.index + match[0].length;
    const quote = /^["']/.exec(text.slice(start))?.[0];
    const value = quote
      ? /^["'](?:\\.|[^\\"'\n])*/.exec(text.slice(start))
      : /^[^\n,}\]]*/.exec(text.slice(start));
    const length = value?.[0].trimEnd().length ?? 0;
    const skipped = quote ? 1 : 0;
    return length > skipped ? [{ start: start + skipped, end: start + length }] : [];
  });
}
