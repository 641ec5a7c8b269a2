import { z } from 'zod';
import { isDistribution } from '../advisories/ecosystems.js';
import type { FoundComponent } from '../model/component.js';
import type { ImageFacts } from '../model/facts.js';
import { listed } from '../model/text-parts.js';
import { defineCheck, type Violation } from './check.js';
import { doubtAbout } from './doubt.js';
import { aComponent, anImageSubject } from './example-facts.js';
import { packageDatabaseProblem } from './fact-problems.js';
import { outcomeOf } from './outcome.js';
import { languageTools, type Tool, toolPackages, toolPrograms, tools } from './unneeded-tools.js';

const byPackage: ReadonlyMap<string, Tool> = new Map(
  tools.flatMap((tool) => toolPackages[tool].map((name) => [name, tool] as const)),
);

function toolOf({ ecosystem, name }: FoundComponent): Tool | undefined {
  return isDistribution(ecosystem) ? byPackage.get(name) : languageTools.get(`${ecosystem} ${name}`);
}

/** Names of the programs that the image starts by itself: to run, and to see whether it is well. */
function startedPrograms({ entrypoint, command, healthcheck }: ImageFacts['config']): Set<string> {
  const words = [...entrypoint, ...command, ...(healthcheck?.test ?? [])].flatMap((argument) =>
    argument.split(/[\s;|&()]+/),
  );
  return new Set(words.map((word) => word.slice(word.lastIndexOf('/') + 1)));
}

function violationOf(tool: Tool, found: readonly FoundComponent[]): Violation {
  const names = listed(found.map(({ name, version }) => `${name} ${version}`));
  const [first] = found;
  return {
    element: tool,
    message: {
      en: `The image contains ${tool} (${names.en}), which building or looking around needs, not running.`,
      zh: `镜像包含 ${tool}（${names.zh}），该工具仅用于构建或排查，运行时并不需要。`,
    },
    location: { path: first?.paths[0] ?? '', layer: first?.layer ?? null, line: null },
    evidence: found.map(({ name, version }) => ({
      fact: 'rootfs.components',
      value: `${name} ${version}`,
    })),
  };
}

/** A tool that the image itself starts, as its command or to check its health, is needed. */
export const imageUnneededToolsCheck = defineCheck({
  id: 'image-unneeded-tools',
  title: { en: 'Build or network tools left in the image', zh: '镜像残留构建或网络工具' },
  area: 'image',
  inputs: ['image'],
  severity: 'low',
  parameters: z.object({
    tools: z
      .array(z.enum(tools))
      .max(1000)
      .default([...tools])
      .describe('Tools that images must not contain, unless they start them by themselves.'),
  }),
  remediation: {
    en: 'Build in one stage, and copy what was built into a stage that has no tools.',
    zh: '使用多阶段构建，只把构建产物复制到不含这些工具的运行阶段。',
  },
  references: { cis: ['4.3'], bench: ['4.3'], nist: ['4.1.2'], seed: ['§4.2', '§4.3'] },
  componentNames: [...byPackage.keys(), 'pip'],
  evaluate({ facts }, parameters) {
    const wanted = new Set<Tool>(parameters.tools);
    const started = startedPrograms(facts.config);
    const found = new Map<Tool, FoundComponent[]>();
    for (const component of facts.rootfs.components) {
      const tool = toolOf(component);
      if (!tool || !wanted.has(tool)) continue;
      if ([tool, ...(toolPrograms[tool] ?? [])].some((program) => started.has(program))) continue;
      found.set(tool, [...(found.get(tool) ?? []), component]);
    }
    const violations = [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([tool, components]) => violationOf(tool, components));
    const unclear = {
      en: 'Whether there are other tools is not known',
      zh: '无法确定是否还有其他工具',
    };
    return outcomeOf(violations, doubtAbout(unclear, packageDatabaseProblem(facts)));
  },
  examples: {
    good: [
      { name: 'none', subject: anImageSubject() },
      {
        name: 'one that checks the health',
        subject: anImageSubject({
          config: { healthcheck: { test: ['CMD-SHELL', 'curl -f http://localhost/ || exit 1'] } },
          rootfs: { components: [aComponent({ name: 'curl' })] },
        }),
      },
    ],
    bad: [
      {
        name: 'a compiler',
        subject: anImageSubject({ rootfs: { components: [aComponent({ name: 'gcc-14' })] } }),
      },
      {
        name: 'npm as it comes with Node.js',
        subject: anImageSubject({ rootfs: { components: [aComponent({ name: 'npm', ecosystem: 'npm' })] } }),
      },
    ],
  },
});
