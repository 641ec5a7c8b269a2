import { createHash } from 'node:crypto';
import type { DockerfileFacts, DockerfileVariable } from '../../model/dockerfile-facts.js';
import type { FactProblem } from '../../model/facts.js';
import type { Text } from '../../model/text.js';
import type { ProjectFiles } from '../input-adapter.js';
import { buildContext } from './build-context.js';
import { expandWord } from './expansion.js';
import { globalVariables, missingFrom, noFrom, noStage, readFrom } from './from.js';
import { inlineIgnores } from './inline-ignores.js';
import type { ShownInstruction } from './instruction-facts.js';
import { readLogicalLines } from './logical-lines.js';
import { readRawInstruction } from './raw-instruction.js';
import { SecretMask, withoutPrivateUse } from './secret-mask.js';
import { secretsOf } from './secrets-of.js';
import { readSourceLines, type SourceLines } from './source-lines.js';
import { StageBuilder, type FileContext } from './stage-builder.js';
import { ruleOf } from './instruction-table.js';
import { entropyOf, variablesOf } from './variables-of.js';

/** More than any file that people write has; what lies beyond is not read, and said to be missing. */
const maxInstructions = 20_000;
const maxStages = 1_000;

/** Reads a Dockerfile; never throws. What cannot be read is among the parse errors and the problems. */
export function readDockerfile(
  text: string,
  { name, files }: { readonly name: string; readonly files: ProjectFiles },
): DockerfileFacts {
  const source = readSourceLines(withoutPrivateUse(text));
  const { instructions, comments } = readLogicalLines(source);
  const reader = new DockerfileReader(source);
  reader.read(instructions.slice(0, maxInstructions).map((line) => readRawInstruction(line, source.escape)));
  if (instructions.length > maxInstructions) reader.miss('instructions', 1, 'it has too many instructions');
  const context = buildContext(name, files);
  const digest = createHash('sha256').update(
    JSON.stringify([text, context.dockerignore, context.contextFiles]),
  );
  return {
    kind: 'dockerfile',
    digest: `sha256:${digest.digest('hex')}`,
    name,
    escape: source.escape,
    syntax: source.syntax,
    ...reader.facts(),
    inlineIgnores: inlineIgnores(comments),
    ...context,
  };
}

class DockerfileReader {
  private readonly mask = new SecretMask();
  private readonly globals = new Map<string, string | null>();
  private readonly globalFacts: DockerfileVariable[] = [];
  private readonly builders: StageBuilder[] = [];
  private readonly parseErrors: { line: number; message: Text }[] = [];
  private readonly problems: FactProblem[] = [];
  private readonly names: (string | null)[] = [];
  private readonly context: FileContext;

  constructor(private readonly source: SourceLines) {
    const report: FileContext['report'] = (path, line, detail) => this.miss(path, line, detail);
    this.context = { mask: this.mask, escape: source.escape, globals: this.globals, report };
  }

  /** Secrets are looked for in the whole file first, so that none is kept where it stands without its name. */
  read(raws: readonly ReturnType<typeof readRawInstruction>[]): void {
    const found = raws.map((raw) => ({ raw, secrets: secretsOf(raw) }));
    for (const { raw, secrets } of found) {
      for (const { start, end } of secrets) this.hide(raw.line.full.text.slice(start, end));
    }
    for (const { raw, secrets } of found) {
      const { full } = raw.line;
      this.take({ raw, secrets, masked: full.withText(this.mask.mask(full.text, secrets)) });
    }
    if (this.builders.length === 0) this.fail(1, noStage);
  }

  facts() {
    return {
      globalVariables: this.globalFacts,
      stages: this.builders.map(({ stage }) => stage),
      parseErrors: this.parseErrors,
      problems: this.problems,
    };
  }

  miss(path: 'commands' | 'instructions', line: number, detail: string): void {
    this.problems.push({ path, layer: null, detail: `line ${line}: ${detail}` });
  }

  /** A secret worth its name is hidden wherever it stands: not a word that happens to be a password somewhere. */
  private hide(secret: string): void {
    const bare = secret.replace(/^(["'])(.*)\1$/s, '$2');
    if (bare.length >= 8 && bare.length <= 4_096 && entropyOf(bare) >= 3) this.mask.hideEverywhere(bare);
  }

  private take(shown: ShownInstruction): void {
    const { raw } = shown;
    const { line } = raw.line;
    for (const message of raw.errors) this.parseErrors.push({ line, message });
    if (!ruleOf(raw.keyword)) return this.miss('instructions', line, 'there is no such instruction');
    if (raw.keyword === 'FROM') return this.openStage(shown);
    if (raw.keyword === 'ARG' && this.builders.length === 0) return this.takeGlobal(shown);
    if (this.builders.length === 0) {
      this.fail(line, noFrom);
      this.names.push(null);
      this.builders.push(new StageBuilder(missingFrom(line), this.context, null));
    }
    this.builders.at(-1)?.add(shown);
  }

  private openStage(shown: ShownInstruction): void {
    if (this.builders.length >= maxStages) {
      return this.miss('instructions', shown.raw.line.line, 'it has too many stages');
    }
    const head = readFrom(shown, this.names, this.globals, this.mask, this.source.escape);
    const parent = head.fromStage === null ? null : (this.builders[head.fromStage] ?? null);
    this.builders.push(new StageBuilder(head, this.context, parent));
    this.names.push(head.name?.toLowerCase() ?? null);
  }

  private takeGlobal({ raw }: ShownInstruction): void {
    const variables = globalVariables(this.globals);
    for (const { fact, written } of variablesOf(raw)) {
      this.globalFacts.push(fact);
      const expanded = written === null ? null : expandWord(written, variables, this.source.escape);
      this.globals.set(fact.name, expanded === null || expanded.isUnresolved ? null : expanded.value);
    }
  }

  private fail(line: number, message: Text): void {
    this.parseErrors.push({ line, message });
    if (message === noStage) this.miss('instructions', line, 'there is no FROM');
  }
}
