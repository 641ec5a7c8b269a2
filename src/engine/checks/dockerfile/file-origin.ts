import { posix } from 'node:path';
import { effectiveArgv } from '../../adapters/shell/effective-command.js';
import type {
  DockerfileFacts,
  DockerfileInstruction,
  DockerfileStage,
  ShellCommand,
} from '../../model/dockerfile-facts.js';
import { matchesGlob } from '../../policy/glob.js';
import { baseClass, startsAsRoot } from './base-images.js';
import { isIgnored } from '../../text/ignore-patterns.js';
import { packageCommand } from './package-command.js';
import { absolute, isWithin, workdirAt } from './paths.js';
import { copiedFrom, copiedStage, isCopy } from './stage-copies.js';

/** Whether something puts a file there; `maybe`: it cannot be told. */
export type Origin = 'yes' | 'maybe' | 'no';

/** Programs that put no file of a program anywhere. */
const harmless = new Set([
  ...[
    'groupadd',
    'useradd',
    'usermod',
    'groupmod',
    'addgroup',
    'adduser',
    'userdel',
    'passwd',
    'chown',
    'chgrp',
  ],
  ...[
    'chmod',
    'mkdir',
    'rm',
    'rmdir',
    'set',
    'export',
    'cd',
    'true',
    'false',
    ':',
    'test',
    '[',
    '[[',
    'echo',
    'printf',
  ],
  ...[
    'ls',
    'cat',
    'grep',
    'whoami',
    'id',
    'env',
    'which',
    'command',
    'update-ca-certificates',
    'ldconfig',
    'exit',
  ],
  ...['setcap', 'apt-mark', 'apt-key', 'apk', 'apt-get', 'apt', 'dnf', 'yum', 'sleep', 'date'],
]);
const maxDepth = 20;

/** Whether a file is there at the end of a stage. Every stage and path is looked at once. */
export function originOf(facts: DockerfileFacts, stage: number, path: string): Origin {
  return new OriginSearch(facts).at(stage, path, 0);
}

class OriginSearch {
  private readonly known = new Map<string, Origin>();

  constructor(private readonly facts: DockerfileFacts) {}

  at(index: number, path: string, depth: number): Origin {
    const stage = this.facts.stages[index];
    if (!stage || depth > maxDepth) return 'maybe';
    const key = `${index} ${path}`;
    const known = this.known.get(key);
    if (known) return known;
    this.known.set(key, 'no');
    const origins = [
      this.ofBase(stage, path, depth),
      ...stage.instructions.map((instruction, at) => this.ofCopy(index, stage, instruction, at, path, depth)),
      ...stage.commands.map((command) => ofCommand(command, path)),
    ];
    const origin = best(origins);
    this.known.set(key, origin);
    return origin;
  }

  private ofBase({ fromKind, fromStage, from }: DockerfileStage, path: string, depth: number): Origin {
    if (fromStage !== null) return this.at(fromStage, path, depth + 1);
    const isPublic = startsAsRoot(from) || baseClass(from) !== null;
    return fromKind === 'scratch' || isPublic ? 'no' : 'maybe';
  }

  private ofCopy(
    index: number,
    stage: DockerfileStage,
    instruction: DockerfileInstruction,
    at: number,
    path: string,
    depth: number,
  ): Origin {
    if (!isCopy(instruction)) return 'no';
    const words = instruction.arguments;
    const written = words.at(-1) ?? '/';
    const folder = workdirAt(this.facts.stages, stage, at);
    if (written.includes('$') || (folder === null && !written.startsWith('/'))) return 'maybe';
    const target = absolute(folder ?? '/', written);
    if (!isWithin(path, target)) return 'no';
    const rest = path === target ? '' : posix.relative(target, path);
    const from = copiedFrom(instruction);
    const source = from === null ? null : copiedStage(this.facts.stages, index, from);
    if (from !== null && source === null) return 'maybe';
    return best(
      words.slice(0, -1).map((word) => {
        const candidates = sourcesFor(word, rest);
        if (source === null)
          return best(candidates.map((candidate) => this.inContext(candidate, instruction)));
        return best(candidates.map((candidate) => this.ofStage(source, candidate, depth)));
      }),
    );
  }

  /** What a stage that builds may have built is taken for there: it is copied by its name. */
  private ofStage(source: number, candidate: string, depth: number): Origin {
    const path = absolute('/', candidate);
    const origin = this.at(source, path, depth + 1);
    const builds = this.facts.stages[source]?.commands.some(
      (command) => ofCommand(command, path) === 'maybe',
    );
    return origin === 'maybe' && builds ? 'yes' : origin;
  }

  /** A file of the context: there, not there, or not known. */
  private inContext(path: string, { keyword, heredocs }: DockerfileInstruction): Origin {
    if (path.includes('$') || heredocs.length > 0) return 'maybe';
    if (keyword === 'ADD' && /\.(?:tar(?:\.\w+)?|t[gbx]z2?)$|:\/\//.test(path)) return 'maybe';
    const { contextFiles, dockerignore } = this.facts;
    if (contextFiles === null || contextFiles.length === 0) return 'yes';
    const file = posix.normalize(path).replace(/^\/+/, '');
    const isThere = contextFiles.some((one) => matchesGlob(file, one));
    return isThere && !isIgnored(file, dockerignore?.patterns ?? []) ? 'yes' : 'no';
  }
}

/** Paths in the source of a copy by which a file could come to `rest` beneath its target (empty: to the target itself). */
function sourcesFor(source: string, rest: string): string[] {
  const name = posix.basename(source);
  const isAll = /^(?:\.?\/*|\.)$/.test(source);
  if (isAll) return [rest === '' ? '.' : rest];
  if (rest === '') return [source];
  const first = rest.split('/')[0]!;
  const isPattern = /[*?[]/.test(name);
  const own = (isPattern ? matchesGlob(name, first) : name === first)
    ? [posix.join(posix.dirname(source), rest)]
    : [];
  const isFile = !isPattern && /^[^.].*\.\w{1,6}$|^[A-Z][A-Za-z]*$/.test(name) && !source.endsWith('/');
  return isFile || isPattern ? own : [...own, posix.join(source, rest)];
}

function ofCommand(command: ShellCommand, path: string): Origin {
  const name = posix.basename(path);
  if (command.writesTo.some((file) => posix.basename(file) === name)) return 'yes';
  const [program = ''] = effectiveArgv(command.argv);
  if (program === '' || packageCommand(command)) return 'no';
  if (command.argv.slice(1).some((word) => posix.basename(word) === name))
    return harmless.has(program) ? 'no' : 'maybe';
  const isQuiet = harmless.has(program) && command.writesTo.length === 0;
  return isQuiet || /^(?:npm|yarn|pnpm) (?:cache|config|prune)/.test(`${program} ${command.argv[1] ?? ''}`)
    ? 'no'
    : 'maybe';
}

function best(origins: readonly Origin[]): Origin {
  if (origins.includes('yes')) return 'yes';
  return origins.includes('maybe') ? 'maybe' : 'no';
}
