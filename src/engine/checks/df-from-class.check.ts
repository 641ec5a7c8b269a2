import { z } from 'zod';
import type { DockerfileStage } from '../model/dockerfile-facts.js';
import type { LineEdit } from '../remediation/edit.js';
import { defineCheck } from './check.js';
import { baseClass, libraryName, smallerTag } from './dockerfile/base-images.js';
import { finalStage, imageStages, judged } from './dockerfile/dockerfile-check.js';

function fixOf({ from, line }: DockerfileStage): LineEdit[] {
  const tag = smallerTag(from);
  if (tag === null || from.raw.includes('$')) return [];
  const name = from.tag === null ? from.raw : from.raw.slice(0, from.raw.lastIndexOf(':'));
  return [{ kind: 'replace-next-word', line, column: 0, word: from.raw, by: `${name}:${tag}` }];
}

export const dfFromClassCheck = defineCheck({
  id: 'df-from-class',
  title: { en: 'Heavier base image than needed in the final stage', zh: '最终阶段基础镜像过重' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'info',
  parameters: z.object({
    suggestions: z
      .record(z.string().min(1).max(128), z.string().min(1).max(512))
      .default({
        node: 'node:<lts>-slim or gcr.io/distroless/nodejs<lts>-debian13:nonroot',
        java: 'gcr.io/distroless/java21-debian13:nonroot',
        python: 'python:<ver>-slim',
        ubuntu: 'distroless or debian slim',
      })
      .describe('What to use instead, by the name of the image or language.'),
  }),
  remediation: { en: 'Use the suggested smaller base.', zh: '改用建议的更小的基础镜像。' },
  references: { cis: ['4.3'], nist: ['4.1.2'], seed: ['§4.2', '§4.3'] },
  fixSafety: 'review',
  fixRisk: {
    en: 'The smaller image lacks programs and libraries that the larger one has: build and start it once.',
    zh: '较小的镜像缺少原镜像中的程序与库：请构建并启动验证。',
  },
  evaluate({ facts }, { suggestions }) {
    const stage = imageStages(facts)[0] ?? finalStage(facts);
    if (!stage || stage.fromKind === 'scratch') return judged(facts, 'instructions', []);
    const { from } = stage;
    const found = baseClass(from);
    if (found === null) {
      return judged(facts, 'instructions', [], {
        en: `What ${from.raw || 'the base'} holds cannot be told from its name.`,
        zh: `无法从名称判断 ${from.raw || '基础镜像'} 包含什么。`,
      });
    }
    if (found !== 'full') return judged(facts, 'instructions', []);
    const name = libraryName(from) ?? '';
    const isJava = ['openjdk', 'eclipse-temurin', 'amazoncorretto', 'maven', 'gradle', 'tomcat'].includes(
      name,
    );
    const own = smallerTag(from);
    const key = isJava ? 'java' : name;
    const other = own === null ? 'a slim, alpine or distroless image' : `${name}:${own}`;
    const advice = Object.hasOwn(suggestions, key) ? suggestions[key]! : other;
    const message = {
      en: `The final stage stands on ${from.raw}, a full image; use ${advice}.`,
      zh: `最终阶段基于完整镜像 ${from.raw}；请改用 ${advice}。`,
    };
    const where = { element: `FROM ${from.raw}`, line: stage.line, text: from.raw, fact: 'stages.from' };
    return judged(facts, 'instructions', [{ ...where, message, fix: fixOf(stage) }]);
  },
  examples: {
    good: [
      {
        name: 'a slim base',
        input: 'dockerfile',
        text: 'FROM golang:1.24 AS b\nFROM debian:12-slim\nCOPY --from=b /a /a\n',
      },
      { name: 'nothing', input: 'dockerfile', text: 'FROM scratch\n' },
    ],
    bad: [
      { name: 'a full image', input: 'dockerfile', text: 'FROM python:3.13 AS run\nCMD ["python3"]\n' },
      { name: 'a distribution', input: 'dockerfile', text: 'FROM ubuntu:24.04\n' },
    ],
  },
});
