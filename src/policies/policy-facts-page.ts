import { factTypes, type FactFields } from '../engine/policy/rules/fact-types.js';
import { elementVariables, factVariables, type FactVariable } from '../engine/policy/rules/fact-variables.js';

const intro = `# Facts that rules see

Written by \`npm run generate\`. What the rules of a policy ([policies.md](policies.md)) can name, as CEL types. It stays as
it is: fields are added, none is renamed or given another meaning. Reading a field that is not known or not stated leaves a
rule undecided; \`has(container.uid)\` is false where a field is known to be absent, and undecided where it is not known.
`;

/** The page \`docs/policy-facts.md\`. */
export function policyFactsPage(): string {
  const variables = Object.entries(factVariables).map(
    ([name, { type, about, targets }]: [string, FactVariable]) => {
      const element = elementVariables[name as keyof typeof elementVariables] as string | undefined;
      const through = element === undefined ? '' : ` With \`for: ${name}\`, each is \`${element}\`.`;
      return row(name, type, `${about}${through}`, [...targets].sort().join(', '));
    },
  );
  const types = Object.entries(factTypes).map(([name, fields]: [string, FactFields]) => {
    const rows = Object.entries(fields).map(([field, { type, about }]) => row(field, type, about));
    return `\n## ${name}\n\n| field | type | |\n| --- | --- | --- |\n${rows.join('')}`;
  });
  const head = `\n## Names\n\n| name | type | | targets |\n| --- | --- | --- | --- |\n`;
  return `${intro}${head}${variables.join('')}${types.join('')}`;
}

function row(name: string, type: string, ...rest: readonly string[]): string {
  return `| \`${name}\` | \`${type}\` | ${rest.join(' | ')} |\n`;
}
