import { upTo } from '../text/ends.js';

/** What the text of an AppArmor profile forbids. */
export interface ApparmorProfile {
  /** Whether a rule (`mount`, `/sys/firmware/**`, `@{PROC}/sys/** w`) is denied, itself or by a wider one. */
  readonly denies: (rule: string) => boolean;
  /** Rules that are allowed and denied alike. */
  readonly contradicted: readonly string[];
  /** `complain`, `unconfined`. */
  readonly weakFlags: readonly string[];
}

/** Null: the text is no profile. */
export function readApparmorProfile(text: string): ApparmorProfile | null {
  const header = headerOf(text);
  if (header === null) return null;
  const rules = text
    .split('\n')
    .map((line) =>
      line
        .replace(/(?:^|\s)#.*$/, '')
        .trim()
        .replace(/,$/, '')
        .replace(/\s+/g, ' '),
    )
    .filter((line) => line !== '' && line !== '}' && !line.endsWith('{'));
  const denied = rules
    .filter((rule) => /^(?:audit )?deny /.test(rule))
    .map((rule) => normal(rule.replace(/^(?:audit )?deny /, '')));
  const allowed = new Set(rules.filter((rule) => !/^(?:audit )?deny /.test(rule)).map(normal));
  return {
    denies: (rule) => denied.some((candidate) => covers(candidate, normal(rule))),
    contradicted: [...new Set(denied.filter((rule) => allowed.has(rule)))],
    weakFlags: (/\bflags\s*=\s*\(([^()]*)\)/.exec(header)?.[1] ?? '')
      .split(/[\s,]+/)
      .filter((flag) => flag === 'complain' || flag === 'unconfined'),
  };
}

/** The line that begins a profile, and its bracket, which may stand on the next one; null: there is none. */
function headerOf(text: string): string | null {
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  for (const [index, line] of lines.entries()) {
    if (!/^(?:profile\s+\S|\/\S)/.test(line)) continue;
    if (line.includes('{')) return line;
    if (lines[index + 1]?.startsWith('{')) return line;
  }
  return null;
}

/** With `/proc` for its variable. */
function normal(rule: string): string {
  return rule
    .replaceAll('@{PROC}', '/proc')
    .replace(/^(?:file|allow) /, '')
    .trim();
}

function covers(denied: string, wanted: string): boolean {
  const [path = '', modes = ''] = denied.split(' ');
  const [wantedPath = '', wantedModes = ''] = wanted.split(' ');
  if (!wantedPath.startsWith('/')) return path === wantedPath;
  const hasModes = [...wantedModes].every((mode) => modes.includes(mode));
  const folder = upTo(path, '**');
  return hasModes && (path === wantedPath || (path.endsWith('**') && wantedPath.startsWith(folder)));
}
