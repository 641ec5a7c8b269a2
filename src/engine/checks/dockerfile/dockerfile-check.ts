import type {
  DockerfileFacts,
  DockerfileInstruction,
  DockerfileStage,
  ShellCommand,
} from '../../model/dockerfile-facts.js';
import type { Severity } from '../../model/severity.js';
import type { Text } from '../../model/text.js';
import type { LineEdit } from '../../remediation/edit.js';
import type { Outcome, Violation } from '../check.js';
import { outcomeOf } from '../outcome.js';

/** Something offending in a Dockerfile. */
export interface Offence {
  /** Names it within the file, without its line; when several have the same name they are numbered. */
  readonly element: string;
  readonly line: number;
  readonly message: Text;
  readonly severity?: Severity;
  /** The offending text, redacted. */
  readonly text: string;
  /** The fact it is: `stages.commands`. */
  readonly fact: string;
  readonly fix?: readonly LineEdit[];
}

/** `instructions`: all of the file counts but what a shell reads; `commands`: that too. */
export type Needs = 'instructions' | 'commands';

const longestElement = 200;

/** The outcome of a check of a Dockerfile. `doubt`: what else keeps it from being decided. */
export function judged(
  facts: DockerfileFacts,
  needs: Needs,
  offences: readonly Offence[],
  doubt: Text | null = null,
): Outcome {
  const counts = new Map<string, number>();
  const violations = offences.map(({ element, line, message, severity, text, fact, fix }): Violation => {
    const name = element.length > longestElement ? `${element.slice(0, longestElement)}…` : element;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return {
      element: count === 1 ? name : `${name} (${count})`,
      message,
      location: { path: facts.name, layer: null, line },
      evidence: [{ fact, value: text }],
      ...(severity ? { severity } : {}),
      ...(fix && fix.length > 0 ? { fix } : {}),
    };
  });
  return outcomeOf(violations, doubt ?? unread(facts, needs));
}

/** What of the file could not be read, when it matters; null: nothing. */
export function unread({ problems }: DockerfileFacts, needs: Needs): Text | null {
  const problem = problems.find(({ path }) => needs === 'commands' || path !== 'commands');
  if (!problem) return null;
  return {
    en: `The Dockerfile could not be read fully (${problem.detail}).`,
    zh: `Dockerfile 未能完整读取（${problem.detail}）。`,
  };
}

/** A piece of the file as messages show it. */
export function shown(text: string, longest = 80): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}

/** The stage that becomes the image; null: there is none. */
export function finalStage({ stages }: DockerfileFacts): DockerfileStage | null {
  return stages.at(-1) ?? null;
}

/** The stages whose layers the image has: the last one, and those it stands on. */
export function imageStages({ stages }: DockerfileFacts): DockerfileStage[] {
  const found: DockerfileStage[] = [];
  for (let index: number | null = stages.length - 1; index !== null && index >= 0;) {
    const stage: DockerfileStage | undefined = stages[index];
    if (!stage || found.includes(stage)) break;
    found.unshift(stage);
    index = stage.fromStage;
  }
  return found;
}

/** A command as it reads: its words with a blank between. */
export function commandText({ argv }: Pick<ShellCommand, 'argv'>): string {
  return argv.join(' ');
}

/** The commands of one instruction of a stage. */
export function commandsOf(stage: DockerfileStage, instruction: number): ShellCommand[] {
  return stage.commands.filter((command) => command.instruction === instruction);
}

/** The instruction's name as the file writes it: `run`. */
export function writtenKeyword({ text, isOnBuild, keyword }: DockerfileInstruction): string {
  const words = text.split(/\s+/);
  return (isOnBuild ? words[1] : words[0]) ?? keyword;
}
