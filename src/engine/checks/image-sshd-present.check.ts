import { z } from 'zod';
import type { ImageFacts } from '../model/facts.js';
import { defineCheck, type Violation } from './check.js';
import { aComponent, anImageSubject } from './example-facts.js';
import { describeProblem, packageDatabaseProblem } from './fact-problems.js';
import { outcomeOf } from './outcome.js';

const packageNames = ['openssh-server', 'openssh-server-pam', 'dropbear', 'dropbear-bin', 'tinysshd'];
const programNames = new Set(['sshd', 'dropbear', 'tinysshd']);

const exposedPort = {
  en: 'The image exposes port 22, the port of SSH.',
  zh: '镜像声明暴露 SSH 端口 22。',
};

function* violationsIn({ config, rootfs }: ImageFacts): Generator<Violation> {
  for (const path of rootfs.files.sshServers) {
    const evidence = [{ fact: 'rootfs.files.sshServers', value: path }];
    yield {
      element: path,
      message: { en: `The image contains the SSH server ${path}.`, zh: `镜像包含 SSH 服务程序 ${path}。` },
      location: { path, layer: null, line: null },
      evidence,
    };
  }
  for (const { name, version, paths, layer } of rootfs.components) {
    if (!packageNames.includes(name)) continue;
    yield {
      element: `package ${name}`,
      message: {
        en: `The image contains an SSH server, package ${name} ${version}.`,
        zh: `镜像安装了 SSH 服务软件包 ${name} ${version}。`,
      },
      location: { path: paths[0] ?? '', layer, line: null },
      evidence: [{ fact: 'rootfs.components', value: `${name} ${version}` }],
    };
  }
  if (config.exposedPorts.some(({ port }) => port === 22)) {
    const location = { path: 'config.exposedPorts', layer: null, line: null };
    const evidence = [{ fact: 'config.exposedPorts', value: '22' }];
    yield { element: 'port 22', message: exposedPort, location, evidence };
  }
  yield* startedServers(config);
}

function* startedServers({ entrypoint, command }: ImageFacts['config']): Generator<Violation> {
  const program = [...entrypoint, ...command]
    .flatMap((argument) => argument.split(/\s+/))
    .map((word) => word.slice(word.lastIndexOf('/') + 1))
    .find((name) => programNames.has(name));
  if (program === undefined) return;
  yield {
    element: 'entrypoint',
    message: {
      en: `The image starts the SSH server ${program}.`,
      zh: `镜像启动时运行 SSH 服务 ${program}。`,
    },
    location: { path: 'config.entrypoint', layer: null, line: null },
    evidence: [{ fact: 'config.entrypoint', value: program }],
  };
}

/** An SSH server by its file, its package, its port, or as what the image starts. */
export const imageSshdPresentCheck = defineCheck({
  id: 'image-sshd-present',
  title: { en: 'SSH server in the image', zh: '镜像包含 SSH 服务' },
  area: 'image',
  inputs: ['image'],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Remove the SSH server and EXPOSE 22; to look into a running container use docker exec or kubectl debug.',
    zh: '移除 SSH 服务和 EXPOSE 22；需要进入运行中的容器时使用 docker exec 或 kubectl debug。',
  },
  references: { cis: ['5.7'], trivy: ['DS-0004'], nist: ['4.1.2'] },
  componentNames: packageNames,
  evaluate({ facts }) {
    const violations = [...violationsIn(facts)];
    const problem = packageDatabaseProblem(facts);
    if (!problem) return outcomeOf(violations);
    const { en, zh } = describeProblem(problem);
    return outcomeOf(violations, {
      en: `Whether an SSH server is installed is not known: ${en}.`,
      zh: `无法确定是否安装了 SSH 服务：${zh}。`,
    });
  },
  examples: {
    good: [{ name: 'none', subject: anImageSubject() }],
    bad: [
      {
        name: 'the program',
        subject: anImageSubject({ rootfs: { files: { sshServers: ['/usr/sbin/sshd'] } } }),
      },
      {
        name: 'the package',
        subject: anImageSubject({ rootfs: { components: [aComponent({ name: 'openssh-server' })] } }),
      },
      {
        name: 'the port',
        subject: anImageSubject({ config: { exposedPorts: [{ port: 22, protocol: 'tcp' }] } }),
      },
    ],
  },
});
