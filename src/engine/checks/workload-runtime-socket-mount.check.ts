import { z } from 'zod';
import { isWithin } from './host-mounts.js';
import { repositoryOf } from '../adapters/image-name.js';
import { cleanHostPath } from '../adapters/host-path.js';
import { matchesGlob } from '../policy/glob.js';
import { hostMounts, removeMount, shownMount, unresolvedMount } from './host-mounts.js';
import { type Fault, decided, unknown, workloadCheck } from './workload-check.js';
import { removeFlag, remove } from '../remediation/workload-fix.js';

/** Whether mounting `source` brings one of the sockets: it is one, or a folder above it. */
function bringsSocket(source: string, sockets: readonly string[], folders: readonly string[]): boolean {
  return (
    folders.includes(source) ||
    sockets.map(cleanHostPath).some((socket) => matchesGlob(socket, source) || isWithin(socket, source))
  );
}

const apiSocket: Fault = {
  element: 'use-api-socket',
  fact: 'usesApiSocket',
  value: 'true',
  message: {
    en: "It is given the engine's socket and the credentials for registries.",
    zh: '获得了引擎 socket 与镜像仓库凭据。',
  },
  fix: { 'run-command': [removeFlag('--use-api-socket')], compose: [remove('/use_api_socket')] },
};

export const workloadRuntimeSocketMountCheck = workloadCheck({
  id: 'workload-runtime-socket-mount',
  title: { en: 'Container engine socket exposed inside the container', zh: '挂载容器运行时 socket' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose', 'kubernetes'],
  os: 'any',
  severity: 'critical',
  parameters: z.object({
    sockets: z
      .array(z.string())
      .default([
        '/run/docker.sock',
        '/run/containerd/containerd.sock',
        '/run/crio/crio.sock',
        '/run/podman/podman.sock',
        '/run/user/*/docker.sock',
        '/var/run/cri-dockerd.sock',
      ]),
    dirs: z.array(z.string()).default(['/run', '/run/containerd']),
    proxy_images: z.array(z.string()).default(['tecnativa/docker-socket-proxy', 'linuxserver/socket-proxy']),
  }),
  remediation: {
    en: 'Remove the mount; use a filtering socket proxy or a rootless build tool.',
    zh: '去掉该挂载；使用过滤型 socket 代理或 rootless 构建工具。',
  },
  references: {
    cis: ['5.32'],
    bench: ['5.32'],
    trivy: ['KSV-0006'],
    pss: ['baseline:hostPathVolumes'],
    nist: ['4.4.3'],
    seed: ['§5.1', '§5.2'],
  },
  fixSafety: 'review',
  fixRisk: {
    en: 'It can no longer see or start containers.',
    zh: '将无法查看或启动容器。',
  },
  evaluate(workload, { sockets, dirs, proxy_images }) {
    const open = unresolvedMount(workload);
    const reason = open && {
      en: `Which path of the host "${open.source}" mounts is not known: a variable is not resolved.`,
      zh: `变量未解析，无法得知“${open.source}”挂载的宿主机路径。`,
    };
    if (workload.mounts === null) return unknown('Its mounts are not known.', '挂载情况未知。', 'mounts');

    const repository = workload.image && repositoryOf(workload.image);
    const isProxy =
      repository !== null &&
      proxy_images.some((name) => repository === name || repository.endsWith(`/${name}`));
    const severity = isProxy ? { severity: 'high' as const } : {};
    const faults: Fault[] = hostMounts(workload).flatMap((entry) => {
      if (!bringsSocket(entry.source, sockets, dirs.map(cleanHostPath))) return [];
      const { target } = entry.mount;
      return {
        element: `${entry.source} at ${target}`,
        fact: entry.fact,
        value: shownMount(entry.mount),
        ...severity,
        message: {
          en: `The mount of ${entry.source} at ${target} gives it the engine's socket: whoever writes to it is root on the host, read-only mounts included.`,
          zh: `将 ${entry.source} 挂载到 ${target} 使其获得引擎 socket：能写入者即宿主机 root，只读挂载亦然。`,
        },
        fix: removeMount(entry),
      };
    });
    if (workload.usesApiSocket === true) {
      faults.push({ ...apiSocket, ...severity });
    }
    return decided(faults, reason, open?.fact);
  },
  examples: {
    good: [
      { name: 'a folder of data', input: 'run-command', text: 'docker run -v /srv:/srv nginx:1.27' },
      { name: 'none', input: 'run-command', text: 'docker run nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    volumes: ["./data:/data"]', ''].join(
          '\n',
        ),
      },
    ],
    bad: [
      {
        name: 'the socket',
        input: 'run-command',
        text: 'docker run -v /var/run/docker.sock:/var/run/docker.sock nginx:1.27',
      },
      {
        name: 'the socket read-only',
        input: 'run-command',
        text: 'docker run -v /run/docker.sock:/s:ro nginx:1.27',
      },
      {
        name: 'its folder',
        input: 'run-command',
        text: 'docker run --mount type=bind,src=/var/run,dst=/r nginx:1.27',
      },

      {
        name: 'a pod',
        input: 'kubernetes',
        text: [
          'apiVersion: v1',
          'kind: Pod',
          'metadata: { name: web }',
          'spec:',
          '  volumes: [{ name: s, hostPath: { path: /run/containerd/containerd.sock } }]',
          '  containers:',
          '    - name: web',
          '      image: nginx:1.27',
          '      volumeMounts: [{ name: s, mountPath: /s }]',
          '',
        ].join('\n'),
      },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    volumes:',
          '      - type: bind',
          '        source: /var/run/docker.sock',
          '        target: /var/run/docker.sock',
          '',
        ].join('\n'),
      },
      {
        name: 'the socket of the engine',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    use_api_socket: true', ''].join('\n'),
      },
    ],
  },
});
