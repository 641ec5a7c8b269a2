import { readShell } from '../../adapters/shell/shell-parser.js';
import { isLiteral, wordValue } from '../../adapters/shell/shell-token.js';
import type { DockerfileInstruction } from '../../model/dockerfile-facts.js';
import type { LineEdit } from '../../remediation/edit.js';
import { writtenKeyword } from './dockerfile-check.js';

/** What only a shell does. */
const builtIns = new Set([
  'cd',
  'exec',
  'export',
  'source',
  '.',
  'set',
  'ulimit',
  'eval',
  'trap',
  'umask',
  ':',
  'exit',
]);

/** The words of a command that means the same without a shell; null: it needs one. */
function plainWords(text: string): string[] | null {
  const [command, ...others] = readShell(text).commands;
  if (!command || others.length > 0 || command.assignments.length > 0 || command.redirects.length > 0)
    return null;
  if (/[;&|\n]/.test(text) || text.slice(command.end).trim() !== '') return null;
  const words = command.words.map((word) => wordValue(word));
  const isPlain = command.words.every(
    (word) => isLiteral(word) && (word.isQuoted || !/[*?[\]{}~]/.test(wordValue(word))),
  );
  return isPlain && !builtIns.has(words[0] ?? '') ? words : null;
}

/** Writes a shell form as a JSON array; nothing when that could mean something else, or lose a comment. */
export function execFormFix(instruction: DockerfileInstruction, escape: string): LineEdit[] {
  const { line, endLine, arguments: words, secrets, isOnBuild } = instruction;
  if (line !== endLine || secrets.length > 0 || isOnBuild || escape !== '\\' || words.length !== 1) return [];
  const plain = plainWords(words[0] ?? '');
  if (plain === null) return [];
  const array = `[${plain.map((word) => JSON.stringify(word)).join(', ')}]`;
  return [
    { kind: 'replace-lines', from: line, to: line, lines: [`${writtenKeyword(instruction)} ${array}`] },
  ];
}
