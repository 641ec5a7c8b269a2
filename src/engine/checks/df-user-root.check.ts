import { z } from 'zod';
import type { DockerfileStage } from '../model/dockerfile-facts.js';
import type { LineEdit } from '../remediation/edit.js';
import { defineCheck } from './check.js';
import { fitsReference, startsAsRoot } from './dockerfile/base-images.js';
import { finalStage, imageStages, judged, unread, type Offence } from './dockerfile/dockerfile-check.js';

const newUser = 'USER 10001:10001';

/** Before what starts the program, or at the stage's end; but behind the USER that is wrong. */
function fixOf(stage: DockerfileStage, userLine: number | null): LineEdit[] {
  const start = stage.instructions.find(
    ({ keyword, line, isOnBuild }) =>
      (keyword === 'CMD' || keyword === 'ENTRYPOINT') && !isOnBuild && line > (userLine ?? 0),
  );
  const end = stage.instructions.at(-1)?.endLine ?? stage.line;
  return [{ kind: 'insert-lines', before: start?.line ?? end + 1, lines: [newUser] }];
}

function isRoot(user: string): boolean {
  return /^(?:root|0+)$/i.test(user.split(':')[0]?.trim() ?? '');
}

function userOffence(stage: DockerfileStage, user: NonNullable<DockerfileStage['user']>): Offence {
  return {
    element: 'USER',
    line: user.line,
    text: `USER ${user.name}`,
    fact: 'stages.user',
    message: {
      en: `The last USER of the final stage is ${user.name}, so the container runs as root.`,
      zh: `最终阶段的最后一条 USER 为 ${user.name}，容器将以 root 运行。`,
    },
    fix: fixOf(stage, user.line >= stage.line ? user.line : null),
  };
}

function baseOffence(stage: DockerfileStage, base: string): Offence {
  return {
    element: 'USER',
    line: stage.line,
    text: `FROM ${base}`,
    fact: 'stages.from',
    message: {
      en: `The final stage sets no USER, and ${base} runs as root unless told otherwise.`,
      zh: `最终阶段未设置 USER，而 ${base} 默认以 root 运行。`,
    },
    fix: fixOf(stage, null),
  };
}

export const dfUserRootCheck = defineCheck({
  id: 'df-user-root',
  title: { en: 'Final stage runs as root', zh: '最终阶段以 root 运行' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'high',
  parameters: z.object({
    nonroot_bases: z
      .array(z.string().min(1).max(512))
      .max(200)
      .default(['gcr.io/distroless/*:*nonroot*', 'cgr.dev/chainguard/*', 'nginxinc/nginx-unprivileged'])
      .describe('Images that do not start as root, as globs over their names.'),
    strict: z.boolean().default(false).describe('Whether a base that nothing is known of counts as root.'),
  }),
  remediation: {
    en: 'Create a user and end with USER <uid>, such as USER 10001:10001.',
    zh: '创建用户，并以 USER <uid> 结尾，例如 USER 10001:10001。',
  },
  references: {
    cis: ['4.1'],
    trivy: ['DS-0002'],
    hadolint: ['DL3002', 'DL3066'],
    dockle: ['CIS-DI-0001'],
    nist: ['4.1.2'],
    seed: ['§3.1', '§3.3'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'The program can no longer write to folders of root, nor listen below port 1024 where the kernel forbids it.',
    zh: '程序将无法写入 root 的目录；在内核禁止时也无法监听 1024 以下端口。',
  },
  evaluate({ facts }, { nonroot_bases: nonrootBases, strict }) {
    const stage = finalStage(facts);
    const doubt = unread(facts, 'instructions');
    if (!stage) return judged(facts, 'instructions', [], doubt);
    const { user } = stage;
    if (user && !user.isUnresolved && user.name.trim() !== '') {
      return judged(facts, 'instructions', isRoot(user.name) ? [userOffence(stage, user)] : []);
    }
    if (user?.isUnresolved) {
      return judged(facts, 'instructions', [], {
        en: `The last USER, ${user.name}, holds a variable that has no value here.`,
        zh: `最后一条 USER（${user.name}）包含此处没有值的变量。`,
      });
    }
    const base = imageStages(facts)[0] ?? stage;
    const isNonroot = nonrootBases.some((pattern) => fitsReference(pattern, base.from));
    if (base.fromKind === 'image' && isNonroot) return judged(facts, 'instructions', []);
    if (base.fromKind === 'scratch' || strict || startsAsRoot(base.from)) {
      return judged(facts, 'instructions', [baseOffence(stage, base.from.raw)]);
    }
    return judged(facts, 'instructions', [], {
      en: `The final stage sets no USER, and which one ${base.from.raw || 'its base'} sets is not known.`,
      zh: `最终阶段未设置 USER，且无法得知 ${base.from.raw || '基础镜像'} 设置了哪个用户。`,
    });
  },
  examples: {
    good: [
      {
        name: 'a numeric user',
        input: 'dockerfile',
        text: 'FROM alpine:3.22\nUSER 10001:10001\nCMD ["x"]\n',
      },
      {
        name: 'a base that is not root',
        input: 'dockerfile',
        text: 'FROM gcr.io/distroless/static-debian13:nonroot\n',
      },
    ],
    bad: [
      { name: 'no user', input: 'dockerfile', text: 'FROM node:22-slim\n# start\nCMD ["node", "a.js"]\n' },
      {
        name: 'root at the end',
        input: 'dockerfile',
        text: 'FROM r.io/x:1\r\nUSER app\r\nCMD ["x"]\r\nUSER root:root\r\n',
      },
      {
        name: 'a plain distroless base',
        input: 'dockerfile',
        text: 'FROM gcr.io/distroless/static-debian13\nCOPY a /a',
      },
    ],
  },
});
