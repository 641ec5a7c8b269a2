/** Lines of a Dockerfile, and what its parser directives say. */
export interface SourceLines {
  /** Without their ends. */
  readonly lines: readonly string[];
  readonly escape: '\\' | '`';
  /** Of `# syntax=`; null: there is none. */
  readonly syntax: string | null;
}

const directive = /^#[ \t]*([A-Za-z][\w-]*)[ \t]*=(.*)/;

/**
 * Splits a text into lines; a byte order mark and the carriage returns of line ends are no part of them. Directives
 * count only in the lines before anything else (https://docs.docker.com/reference/dockerfile/#parser-directives).
 */
export function readSourceLines(text: string): SourceLines {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const directives = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = directive.exec(line.slice(0, 1024)) ?? [];
    if (name === undefined || value === undefined || directives.has(name.toLowerCase())) break;
    directives.set(name.toLowerCase(), value.trim());
  }
  return {
    lines,
    escape: directives.get('escape') === '`' ? '`' : '\\',
    syntax: directives.get('syntax') ?? null,
  };
}
