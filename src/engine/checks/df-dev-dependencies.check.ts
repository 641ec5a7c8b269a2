import { z } from 'zod';
import type { DockerfileFacts, DockerfileStage } from '../model/dockerfile-facts.js';
import type { LineEdit } from '../remediation/edit.js';
import { defineCheck } from './check.js';
import { commandText, judged, shown, unread, type Offence } from './dockerfile/dockerfile-check.js';
import { omitsDevelopment, projectInstalls, prunes } from './dockerfile/node-installs.js';
import type { PackageCommand } from './dockerfile/package-command.js';
import { absolute, isWithin, workdirAt } from './dockerfile/paths.js';
import { copiedFrom, copiedStage, isCopy } from './dockerfile/stage-copies.js';
import { upTo } from '../text/ends.js';

/** The same install without what is only needed to develop; by a lock file where it installs a project as a whole. */
function fixOf({ manager, verb, packages, command: { place } }: PackageCommand): LineEdit[] {
  if (!place || verb === '') return [];
  const isWhole = packages.length === 0 && (verb === 'install' || verb === 'i');
  const npm = isWhole || verb === 'ci' ? 'ci --omit=dev' : `${verb} --omit=dev`;
  const by = manager === 'npm' ? npm : `${verb} ${manager === 'yarn' ? '--production' : '--prod'}`;
  return [{ kind: 'replace-next-word', line: place.line, column: place.column, word: verb, by }];
}

/** The stages a stage stands on, itself last. */
function lineage(stages: readonly DockerfileStage[], index: number): number[] {
  const found: number[] = [];
  for (
    let at: number | null = index;
    at !== null && !found.includes(at);
    at = stages[at]?.fromStage ?? null
  ) {
    found.unshift(at);
  }
  return found;
}

interface Feeding {
  readonly stage: number;
  /** Folders of the stage that reach the image; null: all of it. */
  readonly folders: readonly string[] | null;
}

/** More ways into the image than this are not followed. */
const mostFeeding = 2_000;

/** Every stage of which something reaches the image; the last of them, when there are too many, are missing. */
function feeding(stages: readonly DockerfileStage[]): Feeding[] {
  const found: Feeding[] = [];
  const open: Feeding[] = lineage(stages, stages.length - 1).map((stage) => ({ stage, folders: null }));
  const seen = new Set<string>();
  for (let feed = open.pop(); feed && found.length < mostFeeding; feed = open.pop()) {
    const key = JSON.stringify(feed);
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(feed);
    open.push(...copiesInto(stages, feed));
  }
  return found;
}

function copiesInto(stages: readonly DockerfileStage[], { stage: index, folders }: Feeding): Feeding[] {
  const stage = stages[index];
  if (!stage) return [];
  return stage.instructions.flatMap((instruction, at) => {
    const from = copiedFrom(instruction);
    const source = from === null || !isCopy(instruction) ? null : copiedStage(stages, index, from);
    if (source === null) return [];
    const words = instruction.arguments;
    const target = absolute(workdirAt(stages, stage, at) ?? '/', words.at(-1) ?? '/');
    const reaches =
      folders === null || folders.some((folder) => isWithin(target, folder) || isWithin(folder, target));
    if (!reaches) return [];
    const sources = words.slice(0, -1).map((word) => absolute('/', beforePattern(word)));
    return lineage(stages, source).map((one) => ({ stage: one, folders: sources }));
  });
}

/** The folder that a pattern begins with; a path that is none as it is. */
function beforePattern(path: string): string {
  return path.includes('*') ? upTo(path, '*').replace(/\/$/, '') : path;
}

function offencesOf({ stages }: DockerfileFacts, { stage: index, folders }: Feeding): Offence[] {
  const stage = stages[index];
  if (!stage || stage.commands.some(prunes)) return [];
  const chain = lineage(stages, index).flatMap((at) => stages[at] ?? []);
  return projectInstalls(stage.commands).flatMap((install) => {
    const modules = absolute(workdirAt(stages, stage, install.command.instruction) ?? '/', 'node_modules');
    const isCopied =
      folders === null || folders.some((folder) => isWithin(modules, folder) || isWithin(folder, modules));
    if (!isCopied || omitsDevelopment(install, chain)) return [];
    const text = shown(commandText(install.command));
    return [
      {
        element: shown(commandText(install.command), 180),
        line: install.command.line,
        text,
        fact: 'stages.commands',
        message: {
          en: `${text} installs development dependencies too, and its node_modules reach the final stage.`,
          zh: `${text} 会安装开发依赖，且其 node_modules 会进入最终阶段。`,
        },
        fix: fixOf(install),
      },
    ];
  });
}

export const dfDevDependenciesCheck = defineCheck({
  id: 'df-dev-dependencies',
  title: { en: 'Development dependencies reach the runtime image', zh: '运行镜像包含开发依赖' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Use npm ci --omit=dev in a dependency stage.',
    zh: '在依赖阶段使用 npm ci --omit=dev。',
  },
  references: { hadolint: ['DL3016'], seed: ['§3.3'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'What only the development dependencies bring is missing at run time; a build that needs them belongs in a stage before.',
    zh: '仅由开发依赖提供的内容在运行时将缺失；需要它们的构建应放在前面的阶段。',
  },
  evaluate({ facts }) {
    const isNode = facts.stages.some(({ commands }) => projectInstalls(commands).length > 0);
    if (!isNode && unread(facts, 'commands') === null) {
      const reason = { en: 'No JavaScript packages are installed.', zh: '未安装 JavaScript 软件包。' };
      return { result: 'not_applicable', reason };
    }
    const seen = new Set<string>();
    const feeds = feeding(facts.stages);
    const offences = feeds
      .flatMap((feed) => offencesOf(facts, feed))
      .sort((a, b) => a.line - b.line)
      .filter(({ element, line }) => {
        const key = `${line} ${element}`;
        return !seen.has(key) && seen.add(key) !== undefined;
      });
    const doubt =
      feeds.length < mostFeeding
        ? null
        : {
            en: 'Not all of the stages and paths that reach the image were followed: there are too many.',
            zh: '进入镜像的阶段与路径过多，未能全部检查。',
          };
    return judged(facts, 'commands', offences, doubt);
  },
  examples: {
    good: [
      {
        name: 'a dependency stage',
        input: 'dockerfile',
        text: 'FROM node:22 AS d\nWORKDIR /app\nRUN npm ci --omit=dev\nFROM node:22-slim\nCOPY --from=d /app/node_modules ./node_modules\n',
      },
      {
        name: 'only what was built',
        input: 'dockerfile',
        text: 'FROM node:22 AS b\nWORKDIR /app\nRUN npm ci && npm run build\nFROM nginx:1.27-alpine\nCOPY --from=b /app/dist /usr/share/nginx/html\n',
      },
      { name: 'no JavaScript', input: 'dockerfile', text: 'FROM alpine:3.22\n' },
    ],
    bad: [
      {
        name: 'all of a stage',
        input: 'dockerfile',
        text: 'FROM node:22 AS b\nWORKDIR /app\nCOPY package*.json ./\nRUN npm install\nFROM node:22-slim\nCOPY --from=b /app ./\n',
      },
      {
        name: 'one stage',
        input: 'dockerfile',
        text: 'FROM node:22\nRUN npm --no-audit ci \\\n  && npm cache clean --force\n',
      },
    ],
  },
});
