import { checkAreas, type CheckArea } from '../engine/checks/check.js';
import {
  describeCheck,
  parametersOf,
  referencesOf,
  type CheckDescription,
} from '../engine/checks/describe-check.js';
import { checks } from '../engine/checks/index.generated.js';

const areaTitles: Readonly<Record<CheckArea, string>> = {
  workload: 'Workloads, however they are defined',
  container: 'Running containers',
  'run-command': 'The text of docker run',
  compose: 'Compose projects',
  kubernetes: 'Kubernetes',
  dockerfile: 'Dockerfiles',
  image: 'Images',
  secrets: 'Secrets',
  daemon: 'The Docker daemon',
  host: 'Hosts',
  network: 'Networks and firewalls of hosts',
  swarm: 'Swarms',
};

const fixes = {
  safe: 'Can be mended by `ironhull fix`.',
  review: 'Can be mended by `ironhull fix` when it is named, for it may break an application.',
} as const;

/** The text of `docs/checks.md`. */
export function checksPage(): string {
  const described = checks.map((check) => describeCheck(check));
  const areas = checkAreas
    .map((area) => ({ area, list: described.filter((check) => check.area === area) }))
    .filter(({ list }) => list.length > 0);
  const contents = areas.map(
    ({ area, list }) => `- [${areaTitles[area]}](#${anchorOf(areaTitles[area])}): ${list.length}`,
  );
  return `# Checks

Every rule that a policy can name: ${described.length} in all. \`ironhull checks\` lists them, \`ironhull checks <id>\` tells all of one, and
\`GET /v1/checks\` gives them as JSON. A policy may give a check another severity and other parameters.

${contents.join('\n')}
${areas.map(({ area, list }) => areaText(area, list)).join('')}
This page is generated from \`src/engine/checks\`.
`;
}

/** As Markdown makes it of a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z -]/g, '')
    .replaceAll(' ', '-');
}

function areaText(area: CheckArea, list: readonly CheckDescription[]): string {
  return `\n## ${areaTitles[area]}\n${list.map(checkText).join('')}`;
}

function checkText(check: CheckDescription): string {
  const { id, title, severity, inputs, remediation, isAttestable, fixSafety } = check;
  const parameters = parametersOf(check).map(
    ({ name, type, standard, meaning }) =>
      `  - \`${name}\`: ${escaped(type)}${standard === null ? '' : `, default \`${standard}\``}.${meaning === '' ? '' : ` ${escaped(meaning)}`}`,
  );
  const references = referencesOf(check);
  return `
### ${id}

**${escaped(title.en)}** · ${escaped(title.zh)}

- Severity: ${severity}. Looks at: ${inputs.join(', ')}.
- What to do: ${escaped(remediation.en)}${fixSafety === null ? '' : ` ${fixes[fixSafety]}`}
${isAttestable ? '- Where no program can decide it, somebody may vouch for it: `ironhull attest`.\n' : ''}${parameters.length === 0 ? '' : `- Parameters:\n${parameters.join('\n')}\n`}${references.length === 0 ? '' : `- Also known as: ${references.map(escaped).join('; ')}.\n`}`;
}

/** Signs that Markdown acts on stand for themselves. */
function escaped(text: string): string {
  return text.replace(/[\\<>*_`|[\]]/g, '\\$&');
}
