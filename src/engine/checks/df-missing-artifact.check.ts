import { z } from 'zod';
import { defineCheck } from './check.js';
import { imageStages, judged, shown } from './dockerfile/dockerfile-check.js';
import { originOf } from './dockerfile/file-origin.js';
import { absolute, workdirAt } from './dockerfile/paths.js';
import { startScript } from './dockerfile/start-script.js';

export const dfMissingArtifactCheck = defineCheck({
  id: 'df-missing-artifact',
  title: { en: 'Start command refers to a file never copied', zh: '启动命令引用的文件未被复制' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'info',
  parameters: z.object({}),
  remediation: { en: 'Add the missing COPY.', zh: '添加缺少的 COPY。' },
  references: { seed: ['§3.3'] },
  evaluate({ facts }) {
    const stage = facts.stages.at(-1);
    const script = startScript(imageStages(facts));
    if (!stage || !script) return judged(facts, 'commands', []);
    const folder = workdirAt(facts.stages, stage);
    const { path, instruction } = script;
    const isPlaced = folder !== null || path.startsWith('/');
    const origin = isPlaced
      ? originOf(facts, facts.stages.length - 1, absolute(folder ?? '/', path))
      : 'maybe';
    if (origin === 'yes') return judged(facts, 'commands', []);
    const text = shown(instruction.text);
    if (origin === 'maybe') {
      return judged(facts, 'commands', [], {
        en: `Whether ${path}, which ${text} starts, comes into the image cannot be told.`,
        zh: `无法判断 ${text} 启动的 ${path} 是否会进入镜像。`,
      });
    }
    const message = {
      en: `${text} starts ${path}, which nothing copies into the image.`,
      zh: `${text} 启动 ${path}，但没有任何步骤将其复制到镜像中。`,
    };
    const where = { element: path, line: instruction.line, text, fact: 'stages.instructions' };
    return judged(facts, 'commands', [{ ...where, message }]);
  },
  examples: {
    good: [
      {
        name: 'a script that is copied',
        input: 'dockerfile',
        text: 'FROM node:22-slim\nWORKDIR /app\nCOPY server.js package.json ./\nCMD ["node", "server.js"]\n',
      },
      { name: 'a program of its own', input: 'dockerfile', text: 'FROM scratch\nCMD ["/app"]\n' },
    ],
    bad: [
      {
        name: 'only the manifest is copied',
        input: 'dockerfile',
        text: 'FROM node:22 AS b\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nFROM node:22-slim\nWORKDIR /app\nCOPY --from=b /app ./\nCMD ["node", "server.js"]\n',
      },
      {
        name: 'a jar by entry point and command',
        input: 'dockerfile',
        text: 'FROM eclipse-temurin:21\nENTRYPOINT ["java", "-jar"]\nCMD ["/app.jar"]\n',
      },
    ],
  },
});
