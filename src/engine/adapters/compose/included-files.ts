import { posix } from 'node:path';
import type { ComposeFacts } from '../../model/workload-document.js';
import { redactText } from '../../secrets/redaction.js';
import type { ComposeNode } from './compose-node.js';
import { isPinned, isRemote, projectPath } from './project-files.js';

/** One entry of `include`: files that are merged with each other. */
export interface IncludedFiles {
  readonly node: ComposeNode;
  readonly references: ComposeFacts['includes'];
  /** From the project's folder; null: one of them lies elsewhere or is not known. */
  readonly paths: readonly string[] | null;
  /** Files of variables, the first one wins least. */
  readonly environmentFiles: readonly string[];
}

/** @param fileOf path of the file that states a part */
export function includedFiles(root: ComposeNode, fileOf: (node: ComposeNode) => string): IncludedFiles[] {
  const include = root.members?.get('include');
  const entries = include?.isList ? [...include.members!.values()] : include ? [include] : [];
  return entries.map((entry) => includedFile(entry, fileOf(entry)));
}

function includedFile(entry: ComposeNode, from: string): IncludedFiles {
  const isLong = entry.members !== null && !entry.isList;
  const nodes = textNodes(isLong ? entry.members.get('path') : entry);
  const texts = nodes.map(({ value }) => String(value));
  const paths = texts.flatMap((text) => (isRemote(text) ? [] : (projectPath(from, text) ?? [])));
  const isKnown = paths.length === texts.length && texts.length > 0;
  const member = (key: string) => (isLong ? textNodes(entry.members.get(key)) : []);
  const folder = member('project_directory')[0]?.value;
  const home =
    typeof folder === 'string' ? projectPath(from, posix.join(folder, '.env')) : inFolder(paths[0], '.env');
  const named = member('env_file').flatMap(({ value }) => projectPath(from, String(value)) ?? []);
  return {
    node: entry,
    references: nodes.map((node, index) => referenceOf(node, texts[index]!, 'include')),
    paths: isKnown ? paths : null,
    // Each layer lets what is known before it win, so the last file of the list comes first.
    environmentFiles:
      isLong && entry.members.has('env_file') ? named.toReversed() : home === null ? [] : [home],
  };
}

function inFolder(path: string | undefined, name: string): string | null {
  return path === undefined ? null : projectPath(path, name);
}

function textNodes(node: ComposeNode | undefined): ComposeNode[] {
  const nodes = node?.isList ? [...node.members!.values()] : node ? [node] : [];
  return nodes.filter(({ value }) => typeof value === 'string');
}

export function referenceOf(
  { view }: ComposeNode,
  text: string,
  kind: ComposeFacts['includes'][number]['kind'],
): ComposeFacts['includes'][number] {
  const reference = redactText(text).slice(0, 1_000);
  return { reference, kind, isRemote: isRemote(text), isPinned: isPinned(text), place: view.place };
}
