import { readSecretFile } from './secret-file.js';
import { settings, type Setting } from './settings.js';
import { nearest } from './nearest.js';

type Settings = typeof settings;

/** The configuration of one process, parsed and frozen. Null: the variable is not set and has no default. */
export type Config = {
  readonly [Name in keyof Settings]: Settings[Name] extends Setting<infer Value> ? Value : never;
};

/** The environment is not a valid configuration; the message has a line for every variable that is wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not valid:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/** Longest value that an error repeats, in characters. */
const maxShown = 100;

/**
 * Parses the environment. An empty variable counts as one that is not set.
 * @throws ConfigError with every problem at once; values of secrets are never in it.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const problems = findUnknown(environment);
  const config: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings)) {
    config[name] = readSetting(setting, environment, problems);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config) as Config;
}

function readSetting(setting: Setting<unknown>, environment: NodeJS.ProcessEnv, problems: string[]): unknown {
  const { variable, kind, isSecret } = setting;
  const given = isSecret ? readSecret(variable, environment, problems) : environment[variable] || null;
  const text = given ?? setting.standard;
  if (text === null) return null;
  const parsed = kind.schema.safeParse(text);
  if (parsed.success) return parsed.data;
  const got = isSecret ? `a secret of ${text.length} characters` : JSON.stringify(text.slice(0, maxShown));
  problems.push(`${variable}: got ${got}, expected ${kind.expected}`);
  return null;
}

function readSecret(variable: string, environment: NodeJS.ProcessEnv, problems: string[]): string | null {
  const text = environment[variable] || null;
  const file = environment[`${variable}_FILE`] || null;
  if (file === null) return text;
  if (text !== null) {
    problems.push(`${variable} and ${variable}_FILE are both set, expected one of them`);
    return null;
  }
  const read = readSecretFile(file);
  if ('problem' in read) problems.push(`${variable}_FILE: ${JSON.stringify(file)} ${read.problem}`);
  return 'problem' in read ? null : read.text;
}

/** Variables that look like the service's own but are not: most likely misspelt, and without effect. */
function findUnknown(environment: NodeJS.ProcessEnv): string[] {
  const known = Object.values(settings).flatMap(({ variable, isSecret }) =>
    isSecret ? [variable, `${variable}_FILE`] : [variable],
  );
  return Object.keys(environment)
    .filter((name) => name.startsWith('IRONHULL_') && !known.includes(name))
    .map(
      (name) =>
        `${name.slice(0, maxShown)}: there is no such setting; the nearest is ${nearest(name, known)}`,
    );
}
