import { settings, type Setting } from './settings.js';

/** One row of the documentation of the configuration. */
export interface ConfigurationEntry {
  readonly name: string;
  /** As shown to people; null: none. */
  readonly default: string | null;
  readonly expected: string;
  readonly meaning: string;
  readonly isSecret: boolean;
}

/** Every environment variable of the service, in the order of their statement. */
export const configurationReference: readonly ConfigurationEntry[] = Object.values(settings).map(
  ({ variable, kind, standard, standardText, isSecret, meaning }: Setting<unknown>) => ({
    name: variable,
    default: standardText ?? (standard === null ? null : `\`${standard}\``),
    expected: kind.expected,
    meaning,
    isSecret,
  }),
);

/** The text of `docs/configuration.md`. */
export function configurationPage(): string {
  const rows = configurationReference.map(
    (entry) => `| \`${entry.name}\` | ${entry.default ?? '–'} | ${entry.meaning} Takes ${entry.expected}. |`,
  );
  const secrets = configurationReference.filter(({ isSecret }) => isSecret).map(({ name }) => `\`${name}\``);
  return `# Configuration

Everything is set by environment variables, read once at the start. A wrong value stops the start with a message that
names the variable and what it takes; so does a variable that begins with \`IRONHULL_\` and is none of these. An empty
variable counts as not set.

${secrets.join(', ')} are secrets. Each may be given as a file instead, by a
variable of the same name with \`_FILE\` at its end that holds the file's path; a line break at the file's end is left out.

| variable | default | meaning |
| --- | --- | --- |
${rows.join('\n')}

This page is generated from \`src/platform/config/settings.ts\`.
`;
}
