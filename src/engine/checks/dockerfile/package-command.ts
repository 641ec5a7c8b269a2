import { effectiveArgv } from '../../adapters/shell/effective-command.js';
import type { ShellCommand } from '../../model/dockerfile-facts.js';
import { packageManagers, type PackageAction, type PackageManager } from './package-managers.js';

/** A call of a package manager. */
export interface PackageCommand {
  /** `apt` for apt-get too, `dnf` for microdnf, `pip` for pip3 and `python -m pip`. */
  readonly manager: string;
  /** As it is called: `apt-get`. */
  readonly program: string;
  readonly action: PackageAction;
  /** The word that names the action: `add`. */
  readonly verb: string;
  readonly options: readonly string[];
  /** What is installed: names with or without versions, paths, addresses. */
  readonly packages: readonly string[];
  readonly command: ShellCommand;
}

const byProgram = new Map(
  packageManagers.flatMap((manager) => manager.programs.map((program) => [program, manager])),
);

/** The call of a package manager that a command is; null: it is none that installs, updates or cleans. */
export function packageCommand(command: ShellCommand): PackageCommand | null {
  const argv = plain(effectiveArgv(command.argv));
  const [program, ...words] = argv;
  const manager = byProgram.get(program ?? '');
  if (!manager || program === undefined) return null;
  const { options, operands } = sorted(words, manager);
  const at = operands[0] === 'module' ? 1 : 0;
  const verb = operands[at];
  const isBare = verb === undefined && manager.name === 'yarn' && !options.includes('--version');
  const action = isBare
    ? 'install'
    : Object.hasOwn(manager.actions, verb ?? '')
      ? manager.actions[verb!]
      : null;
  if (!action) return null;
  return {
    manager: manager.name,
    program,
    action,
    verb: verb ?? '',
    options,
    packages: operands.slice(at + 1, takesOne(manager, verb) ? at + 2 : undefined),
    command,
  };
}

/** `go run` builds one package, whose own arguments follow it. */
function takesOne({ name }: PackageManager, verb: string | undefined): boolean {
  return name === 'go' && verb === 'run';
}

/** All calls of package managers among commands, in order. */
export function packageCommands(commands: readonly ShellCommand[]): PackageCommand[] {
  return commands.flatMap((command) => packageCommand(command) ?? []);
}

/** Whether one of the options is given: alone, or with `=` and a value; short ones also together with others (`-yq`). */
export function hasOption({ options }: PackageCommand, ...names: readonly string[]): boolean {
  return options.some((option) =>
    names.some((name) => {
      const isShort = /^-[A-Za-z]$/.test(name) && /^-[A-Za-z]+$/.test(option);
      return option === name || option.startsWith(`${name}=`) || (isShort && option.includes(name[1]!));
    }),
  );
}

/** `python3 -m pip install` and `pip3.12 install` are `pip install`. */
function plain(argv: readonly string[]): readonly string[] {
  const [program = '', flag, module, ...rest] = argv;
  if (/^python[\d.]*$/.test(program) && flag === '-m' && module === 'pip') return ['pip', ...rest];
  if (program === 'uv' && flag === 'pip') return ['pip', ...argv.slice(2)];
  return /^pip[\d.]+$/.test(program) ? ['pip', ...argv.slice(1)] : argv;
}

function sorted(words: readonly string[], { valued }: PackageManager) {
  const options: string[] = [];
  const operands: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    if (!word.startsWith('-') || word === '-') operands.push(word);
    else {
      options.push(word);
      if (valued.includes(word)) {
        options.push(words[index + 1] ?? '');
        index += 1;
      }
    }
  }
  return { options, operands };
}
