import type { Text } from '../../model/text.js';
import type { Mount } from '../../model/workload-facts.js';
import { redactText } from '../../secrets/redaction.js';
import { cleanHostPath } from '../host-path.js';
import { commaFields, keyAndValue, pieces, truthOf, type Piece } from './pieces.js';
import { dockerBytes } from '../quantities.js';
import { mergedTmpfsOptions, tmpfsSize } from './tmpfs-options.js';

type Expansions = readonly { readonly start: number; readonly end: number }[];
/** `mount` null: nothing of it can be told. */
export interface ReadMount {
  readonly mount: Mount | null;
  /** Why the engine refuses it; null: it does not. */
  readonly problem: Text | null;
}

const propagations = /^r?(?:private|slave|shared)$/;
const modes =
  /^(?:ro|rw|z|Z|nocopy|copy|cached|delegated|consistent|r?private|r?slave|r?shared|O|U|idmap\S*|exec|noexec|dev|nodev|suid|nosuid|rbind|bind|upperdir=\S+|workdir=\S+)$/;

const blankMount: Mount = {
  type: 'volume',
  source: null,
  target: '',
  isReadOnly: false,
  options: [],
  propagation: null,
  sizeBytes: null,
  medium: null,
  hostType: 'unknown',
  isUnresolved: false,
};

/** `[source:]target[:options]` of `--volume` and of the binds of an inspected container. */
export function readVolume(text: string, expansions: Expansions = []): ReadMount {
  const parts = withDrives(pieces(text, ':', expansions));
  const [first, second, third] = parts;
  if (!first || parts.length > 3 || (parts.length === 1 && first.text === ''))
    return refused(
      'it is none of target, source:target and source:target:options',
      '格式应为 目标、源:目标 或 源:目标:选项',
    );
  if (!second) {
    const mount = { ...blankMount, target: redactText(first.text), isUnresolved: first.isUnresolved };
    return { mount, problem: first.isUnresolved ? null : targetProblem(first.text) };
  }
  const options = third ? third.text.split(',').filter((option) => option !== '') : [];
  const mount: Mount = {
    ...blankMount,
    ...sourceOf(first),
    target: redactText(second.text),
    isReadOnly: options.includes('ro') || options.includes('readonly'),
    options: options.filter((option) => !/^(?:ro|rw)$/.test(option) && !propagations.test(option)),
    propagation: propagationOf(options.find((option) => propagations.test(option))),
  };
  const strange = third?.isUnresolved ? undefined : options.find((option) => !modes.test(option));
  if (strange !== undefined)
    return { mount, problem: told(`"${strange}" is no option of a volume`, `“${strange}”不是卷的选项`) };
  return {
    mount,
    problem:
      (first.isUnresolved ? null : sourceProblem(first.text)) ??
      (second.isUnresolved ? null : targetProblem(second.text)),
  };
}

/** `type=…,source=…,target=…` of `--mount`. */
export function readMount(text: string, expansions: Expansions = []): ReadMount {
  const fields = new Map<string, Piece>();
  for (const field of commaFields(text, expansions)) {
    const { key, value } = keyAndValue(field.text.trim());
    fields.set(canonicalKey(key), { text: value ?? 'true', isUnresolved: field.isUnresolved });
  }
  const type = typeOf(fields.get('type')?.text.toLowerCase() ?? 'volume');
  const source = fields.get('source');
  const readOnly = fields.get('readonly');
  const options = type === 'tmpfs' ? tmpfsOptionsOf(fields) : [];
  const mount: Mount = {
    ...blankMount,
    ...(source && type !== 'tmpfs' && sourceOf(source)),
    type,
    target: redactText(fields.get('target')?.text ?? ''),
    isReadOnly: (readOnly && truthOf(readOnly.text) !== false) === true,
    options,
    propagation: propagationOf(fields.get('bind-propagation')?.text),
    ...(type === 'tmpfs' && { sizeBytes: tmpfsSize(options), medium: 'memory' as const }),
  };
  return { mount, problem: mountProblem(fields, type, mount) };
}

/** `target[:options]` of `--tmpfs`. */
export function readTmpfs(text: string, expansions: Expansions = []): ReadMount {
  const [target, ...rest] = pieces(text, ':', expansions);
  const written = rest
    .map((piece) => piece.text)
    .join(':')
    .split(',');
  return {
    mount: tmpfsMount(
      target!.text,
      written,
      target!.isUnresolved || rest.some((piece) => piece.isUnresolved),
    ),
    problem: target!.isUnresolved ? null : targetProblem(target!.text),
  };
}

export function tmpfsMount(target: string, written: readonly string[], isUnresolved = false): Mount {
  const options = mergedTmpfsOptions(written);
  return {
    ...blankMount,
    type: 'tmpfs',
    target: redactText(target),
    isReadOnly: options.includes('ro'),
    options,
    sizeBytes: tmpfsSize(options),
    medium: 'memory',
    isUnresolved,
  };
}

export function propagationOf(text: string | undefined): Mount['propagation'] {
  switch (text) {
    case 'private':
    case 'rprivate':
    case 'slave':
    case 'rslave':
    case 'shared':
    case 'rshared':
      return text;
    default:
      return null;
  }
}

function sourceOf({ text, isUnresolved }: Piece): Pick<Mount, 'type' | 'source' | 'isUnresolved'> {
  const isPath = /^[/.~\\]|^[A-Za-z]:[\\/]|^\$|^`/.test(text);
  return {
    type: isPath ? 'bind' : 'volume',
    source: redactText(text === '' || isUnresolved ? text : cleanHostPath(text)) || null,
    isUnresolved,
  };
}

const keys: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
};
const knownKeys =
  /^(?:type|source|target|readonly|consistency|bind-(?:propagation|nonrecursive|recursive|create-host-path)|relabel|volume-(?:subpath|label|driver|opt|nocopy)|image-subpath|tmpfs-(?:size|mode|options)|tmpcopyup|notmpcopyup|rw|chown|U|z|Z|idmap|subpath)$/;

function canonicalKey(key: string): string {
  return Object.hasOwn(keys, key) ? keys[key]! : key;
}

function typeOf(text: string): Mount['type'] {
  switch (text) {
    case 'bind':
    case 'volume':
    case 'tmpfs':
    case 'image':
    case 'npipe':
    case 'cluster':
      return text;
    default:
      return 'other';
  }
}

function tmpfsOptionsOf(fields: ReadonlyMap<string, Piece>): string[] {
  const size = fields.get('tmpfs-size');
  const mode = fields.get('tmpfs-mode');
  const bytes = size ? dockerBytes(size.text) : null;
  return mergedTmpfsOptions([
    ...(fields.has('readonly') ? ['ro'] : []),
    ...(bytes === null ? [] : [`size=${bytes}`]),
    ...(mode ? [`mode=${mode.text}`] : []),
    ...(fields.get('tmpfs-options')?.text.split(',') ?? []),
  ]);
}

function mountProblem(fields: ReadonlyMap<string, Piece>, type: Mount['type'], mount: Mount): Text | null {
  const strange = [...fields.keys()].find((key) => !knownKeys.test(key));
  if (strange !== undefined) return told(`"${strange}" is no key of a mount`, `“${strange}”不是挂载的键`);
  const written = fields.get('type');
  if (type === 'other' && !written?.isUnresolved)
    return told(`"${written?.text}" is no type of mount`, `“${written?.text}”不是挂载类型`);
  if (mount.target === '') return told('it has no target', '缺少目标路径');
  if (type === 'bind' && !fields.has('source'))
    return told('a bind mount needs a source', '绑定挂载缺少源路径');
  if (type === 'tmpfs' && fields.has('source')) return told('a tmpfs has no source', 'tmpfs 不能有源');
  return fields.get('target')?.isUnresolved ? null : targetProblem(mount.target);
}

function sourceProblem(source: string): Text | null {
  if (/^[/.~\\]|^[A-Za-z]:[\\/]/.test(source) || /^[A-Za-z0-9][\w.-]*$/.test(source)) return null;
  return told('its source is neither a path nor the name of a volume', '源既不是路径也不是卷名');
}

function targetProblem(target: string): Text | null {
  if (/^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(target)) return null;
  return told('its path in the container is not absolute', '容器内路径不是绝对路径');
}

/** Puts drive letters of Windows (`C:\data`) together again. */
function withDrives(parts: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last && /^[A-Za-z]$/.test(last.text) && /^[\\/]/.test(part.text) && part.text.startsWith('\\'))
      result[result.length - 1] = { text: `${last.text}:${part.text}`, isUnresolved: part.isUnresolved };
    else result.push(part);
  }
  return result;
}

function told(en: string, zh: string): Text {
  return { en, zh };
}

function refused(en: string, zh: string): ReadMount {
  return { mount: null, problem: told(en, zh) };
}
