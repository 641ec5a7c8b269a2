import { z } from 'zod';
import type { ImageFacts } from '../model/facts.js';
import { defineCheck, type Violation } from './check.js';
import { aComponent, anImageSubject } from './example-facts.js';
import { describeProblem, packageDatabaseProblem } from './fact-problems.js';

const packageNames = ['openssh-server', 'openssh-server-pam', 'dropbear', 'dropbear-bin', 'tinysshd'];
const programNames = new Set(['sshd', 'dropbear', 'tinysshd']);

function* violationsIn({ config, rootfs }: ImageFacts): Generator<Violation> {
  for (const path of rootfs.files.sshServers) {
    const evidence = [{ fact: 'rootfs.files.sshServers', value: path }];
    yield {
      element: path,
      message: `The image contains the SSH server ${path}.`,
      location: { path, layer: null, line: null },
      evidence,
    };
  }
  for (const { name, version, paths, layer } of rootfs.components) {
    if (!packageNames.includes(name)) continue;
    yield {
      element: `package ${name}`,
      message: `The image contains an SSH server, package ${name} ${version}.`,
      location: { path: paths[0] ?? '', layer, line: null },
      evidence: [{ fact: 'rootfs.components', value: `${name} ${version}` }],
    };
  }
  if (config.exposedPorts.some(({ port }) => port === 22)) {
    const location = { path: 'config.exposedPorts', layer: null, line: null };
    const evidence = [{ fact: 'config.exposedPorts', value: '22' }];
    yield { element: 'port 22', message: 'The image exposes port 22, the port of SSH.', location, evidence };
  }
  const program = [...config.entrypoint, ...config.command]
    .flatMap((argument) => argument.split(/\s+/))
    .map((word) => word.slice(word.lastIndexOf('/') + 1))
    .find((name) => programNames.has(name));
  if (program !== undefined) {
    const location = { path: 'config.entrypoint', layer: null, line: null };
    const evidence = [{ fact: 'config.entrypoint', value: program }];
    yield {
      element: 'entrypoint',
      message: `The image starts the SSH server ${program}.`,
      location,
      evidence,
    };
  }
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
    const reason = problem && `Whether an SSH server is installed is not known: ${describeProblem(problem)}.`;
    if (violations.length > 0)
      return { result: 'fail', violations, ...(reason ? { undecided: reason } : {}) };
    return reason ? { result: 'unknown', reason } : { result: 'pass' };
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
