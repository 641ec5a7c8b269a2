import type { DockerfileStage, ShellCommand } from '../../model/dockerfile-facts.js';
import { effectiveArgv } from '../../adapters/shell/effective-command.js';
import { hasOption, packageCommand, type PackageCommand } from './package-command.js';

const managers = new Set(['npm', 'yarn', 'pnpm']);

/** Whether a call installs what a project needs; not when it installs a tool for the whole system. */
export function isProjectInstall(call: PackageCommand): boolean {
  const isGlobal =
    hasOption(call, '-g', '--global', '--location=global') || call.command.argv.includes('global');
  return managers.has(call.manager) && call.action === 'install' && !isGlobal;
}

/** Whether it leaves out what is only needed to develop, by its options or by NODE_ENV. */
export function omitsDevelopment(call: PackageCommand, stages: readonly DockerfileStage[]): boolean {
  const { options, command } = call;
  const omits = options.some(
    (option, index) =>
      /^--omit=(?:\S*,)?dev\b/.test(option) ||
      (option === '--omit' && options[index + 1] === 'dev') ||
      /^--only[= ]prod/.test(option) ||
      /^--(?:production|prod)(?:=true)?$/.test(option) ||
      (call.manager === 'pnpm' && option === '-P'),
  );
  const environment = [...stages.flatMap(({ variables }) => variables), ...command.assignments];
  const mode = environment.filter(({ name }) => name === 'NODE_ENV').at(-1)?.preview;
  const includes = options.some((option) => /^--include[= ]?dev$|^--production=false$|^--dev$/.test(option));
  return (omits || mode === 'production') && !includes;
}

/** Whether a command takes development dependencies away again. */
export function prunes({ argv }: ShellCommand): boolean {
  const [program = '', ...words] = effectiveArgv(argv);
  if (program === 'npm' || program === 'pnpm') {
    return (
      words[0] === 'prune' &&
      words.some((word) => /^--(?:production|prod|omit=dev)$/.test(word) || word === 'dev')
    );
  }
  if (program !== 'yarn') return false;
  const isFocus = words[0] === 'workspaces' && words[1] === 'focus';
  return (isFocus || words[0] === 'install') && words.includes('--production');
}

/** The project installs among commands. */
export function projectInstalls(commands: readonly ShellCommand[]): PackageCommand[] {
  return commands.flatMap((command) => packageCommand(command) ?? []).filter(isProjectInstall);
}
