import type { DockerfileStage, ShellCommand } from '../../model/dockerfile-facts.js';
import { programName } from '../shell/effective-command.js';
import { expandWord, Variables, type KnownVariable } from './expansion.js';
import { exposedPorts } from './exposed-ports.js';
import { instructionFact, type ShownInstruction } from './instruction-facts.js';
import { runCommands } from './run-commands.js';
import type { SecretMask } from './secret-mask.js';
import { variablesOf } from './variables-of.js';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
export type StageHead = Pick<
  DockerfileStage,
  'name' | 'from' | 'fromKind' | 'fromStage' | 'line' | 'platform'
>;

/** What a file's instructions have in common. */
export interface FileContext {
  readonly mask: SecretMask;
  readonly escape: '\\' | '`';
  /** Of ARG before the first FROM. */
  readonly globals: ReadonlyMap<string, string | null>;
  /** Something that could not be read at this line; `commands`: a script. */
  readonly report: (path: 'commands' | 'instructions', line: number, detail: string) => void;
}

const defaultShell = ['/bin/sh', '-c'];
/** Shells whose language is another one. */
const otherShells = /^(?:pwsh|powershell|cmd)$/i;

/** Puts the facts of a stage together, instruction by instruction. */
export class StageBuilder {
  readonly stage: Mutable<DockerfileStage>;
  private readonly known: Map<string, string | null>;
  private readonly environment: Set<string>;
  private readonly variables: Variables;

  constructor(
    head: StageHead,
    private readonly context: FileContext,
    parent: StageBuilder | null,
  ) {
    const shell = parent?.stage.shell ?? defaultShell;
    const lists = {
      instructions: [],
      commands: [],
      variables: [],
      exposed: [],
      unresolvedPorts: [],
      healthchecks: [],
    };
    this.stage = { ...head, ...lists, user: parent?.stage.user ?? null, shell };
    this.known = new Map(parent?.known);
    this.environment = new Set(parent?.environment);
    this.variables = new Variables((name) => this.find(name));
  }

  add(shown: ShownInstruction): void {
    const { raw } = shown;
    const fact = instructionFact(shown, this.variables, this.context.mask, this.context.escape);
    this.stage.instructions = append(this.stage.instructions, fact);
    if (raw.keyword === 'RUN') this.addCommands(shown);
    if (raw.keyword === 'ENV' || raw.keyword === 'ARG') this.addVariables(shown);
    if (raw.isOnBuild) return;
    if (raw.keyword === 'USER') this.setUser(shown);
    if (raw.keyword === 'SHELL' && raw.json) this.stage.shell = fact.arguments;
    if (raw.keyword === 'HEALTHCHECK') {
      const isNone = fact.arguments[0]?.toUpperCase() === 'NONE';
      this.stage.healthchecks = append(this.stage.healthchecks, { line: fact.line, isNone });
    }
    if (raw.keyword === 'EXPOSE') {
      const { exposed, unresolvedPorts } = exposedPorts(fact.arguments, fact.line);
      this.stage.exposed = append(this.stage.exposed, ...exposed);
      this.stage.unresolvedPorts = append(this.stage.unresolvedPorts, ...unresolvedPorts);
    }
  }

  private find(name: string): KnownVariable {
    const value = this.known.get(name);
    if (value !== undefined) return value;
    return this.stage.fromKind === 'scratch' ? undefined : null;
  }

  private addCommands({ raw, masked }: ShownInstruction): void {
    const [program = ''] = this.stage.shell;
    if (raw.json === null && otherShells.test(programName(program.replaceAll('\\', '/')))) {
      this.context.report('commands', raw.line.line, `the language of ${program} is not understood`);
      return;
    }
    const { commands, isComplete } = runCommands(raw, {
      masked,
      lookup: (name) => this.variables.lookup(name) ?? undefined,
      reveal: (piece) => this.context.mask.reveal(piece),
      instruction: this.stage.instructions.length - 1,
      firstCommand: this.stage.commands.length,
    });
    this.stage.commands = append<ShellCommand>(this.stage.commands, ...commands);
    if (!isComplete)
      this.context.report('commands', raw.line.line, 'the script is too long or too deeply nested');
  }

  /** Values are those before the instruction: an ENV does not see its own other variables. */
  private addVariables({ raw }: ShownInstruction): void {
    const found = variablesOf(raw).map(({ fact, written }) => {
      const expanded = written === null ? null : expandWord(written, this.variables, this.context.escape);
      return { fact, value: expanded === null || expanded.isUnresolved ? null : expanded.value };
    });
    for (const { fact, value } of found) {
      this.stage.variables = append(this.stage.variables, fact);
      if (raw.isOnBuild) continue;
      if (fact.instruction === 'ENV') this.environment.add(fact.name);
      else if (this.environment.has(fact.name)) continue;
      const isInherited = fact.valueClass === 'none';
      this.known.set(fact.name, isInherited ? (this.context.globals.get(fact.name) ?? null) : value);
    }
  }

  private setUser({ raw, masked }: ShownInstruction): void {
    const written = masked.text.slice(raw.bodyStart, raw.line.source.text.length).trim();
    const { value, isUnresolved } = expandWord(written, this.variables, this.context.escape);
    this.stage.user = { name: this.context.mask.reveal(value), line: raw.line.line, isUnresolved };
  }
}

/** The same list, longer: the builder alone holds it while the file is read. */
function append<T>(list: readonly T[], ...more: readonly T[]): readonly T[] {
  for (const item of more) (list as T[]).push(item);
  return list;
}
