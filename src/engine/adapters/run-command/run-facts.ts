import type { RunCommandFacts } from '../../model/run-command-facts.js';
import { redactText } from '../../secrets/redaction.js';
import { securityOption } from '../docker-options/security-options.js';
import { literalSecrets } from './argv-secrets.js';
import { deprecatedFlags } from './flag-table.js';
import { flagConflicts } from './flag-conflicts.js';
import { own, type GivenFlag, type ParsedRun } from './given-flags.js';
import { misplacedFlags } from './misplaced-flags.js';
import { valueProblem } from './value-rules.js';

/** What is to be said of a line itself. `texts`: of its words, redacted. */
export function runCommandFacts(parsed: ParsedRun, texts: readonly string[]): RunCommandFacts {
  const { run, unknown, image } = parsed;
  return {
    cliVersion: run.table.version,
    tokens: run.words.map(({ start, end, line }, index) => ({ text: texts[index]!, start, end, line })),
    isRecovered: run.brokenContinuations.length > 0,
    commentsAfterContinuation: run.brokenContinuations.map(({ line, text, start, end }) => ({
      line,
      text: redactText(text),
      start,
      end,
    })),
    unknownFlags: unknown.map(({ flag, line, suggestion }) => ({ flag: redactText(flag), line, suggestion })),
    deprecatedFlags: deprecated(parsed),
    flagsAfterImage: misplacedFlags(parsed).map(({ flag, line }) => ({ flag, line })),
    duplicates: duplicates(parsed),
    invalidValues: invalidValues(parsed, texts),
    literalSecrets: literalSecrets(parsed, texts),
    isImagePresent: image !== null,
  };
}

function deprecated({ flags }: ParsedRun): RunCommandFacts['deprecatedFlags'][number][] {
  return flags.flatMap(({ flag, written, value, line }) => {
    const entry = own(deprecatedFlags, written);
    if (entry) return [{ flag: written, line, ...entry }];
    if (flag !== '--security-opt' || value === null) return [];
    const option = securityOption(value);
    if (!option.hasColon) return [];
    const replacement = redactText(`${flag}=${option.key}=${option.value ?? ''}`);
    return [{ flag: redactText(`${flag}=${value}`), line, replacement, removedIn: null }];
  });
}

/** Flags that may stand once and stand more often; of lists the same element, and options of one key that differ. */
function duplicates({ flags }: ParsedRun): RunCommandFacts['duplicates'][number][] {
  const groups = new Map<string, GivenFlag[]>();
  for (const flag of flags) {
    const key = `${flag.flag} ${elementOf(flag)}`;
    groups.set(key, [...(groups.get(key) ?? []), flag]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({
      flag: group[0]!.flag,
      lines: group.map(({ line }) => line),
      isSame: new Set(group.map(meaningOf)).size === 1,
    }));
}

/** What may stand once: of a list its element. */
export function elementOf({ flag, kind, value }: Pick<GivenFlag, 'flag' | 'kind' | 'value'>): string {
  if (kind !== 'list') return '';
  if (flag === '--security-opt') {
    const { key } = securityOption(value ?? '');
    return key === 'label' ? (value ?? '') : key;
  }
  return value ?? '';
}

function meaningOf({ flag, kind, value }: GivenFlag): string {
  if (kind === 'boolean') return /^(?:0|f)/i.test(value ?? '') ? 'false' : 'true';
  return flag === '--security-opt' ? (value ?? '').replace(':', '=').replace(/=true$/, '') : (value ?? '');
}

const missing = { en: 'it has no value', zh: '缺少值' };
const noReference = {
  en: 'it is no name of an image',
  zh: '不是有效的镜像名',
};
const reference =
  /^(?:[\w.-]+(?::\d+)?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*:[0-9a-fA-F]{32,})?$/;

function invalidValues(
  parsed: ParsedRun,
  texts: readonly string[],
): RunCommandFacts['invalidValues'][number][] {
  const { flags, valueless, image, run } = parsed;
  const isPodman = run.table.version.startsWith('podman');
  const shown = ({ lastWord, valueStart, value }: GivenFlag) =>
    value === null ? '' : texts[lastWord]!.slice(valueStart).slice(0, 200);
  const refused = flags.flatMap((flag) => {
    const reason = valueProblem(flag, isPodman);
    return reason ? [{ flag, reason }] : [];
  });
  const conflicts = flagConflicts(flags).filter(({ flag }) => !refused.some((entry) => entry.flag === flag));
  const found = [...refused, ...conflicts, ...valueless.map((flag) => ({ flag, reason: missing }))]
    .map(({ flag, reason }) => ({ flag: flag.flag, value: shown(flag), line: flag.line, reason }))
    .sort((a, b) => a.line - b.line);
  const word = image === null ? undefined : run.words[image];
  if (word && word.expansions.length === 0 && !isReference(word.text, isPodman))
    found.push({ flag: 'IMAGE', value: texts[image!]!.slice(0, 200), line: word.line, reason: noReference });
  return found;
}

/** Whether an engine takes the text for an image: a reference, or an id. */
function isReference(text: string, isPodman: boolean): boolean {
  if (text.length > 512) return false;
  return (
    reference.test(text) || /^sha256:[0-9a-f]{12,64}$/.test(text) || (isPodman && /^[a-z-]+:/.test(text))
  );
}
