import { describe, expect, it } from 'vitest';
import type { Check } from './check.js';
import { evaluateText } from './evaluate-example.js';
import { checks } from './index.generated.js';

/** The container hardening guide's own compose file (§7.2), word for word. */
const guide = `# Docker Compose网络隔离配置
version: '3.8'
services:
  web:
    image: nginx:alpine
    networks:
      - frontend
    ports:
      - "80:80"
  
  api:
    image: my-api:latest
    networks:
      - frontend  
      - backend
    # 不暴露端口到宿主机
  
  database:
    image: postgres:13
    networks:
      - backend  # 只在后端网络
    environment:
      POSTGRES_PASSWORD_FILE: /run/secrets/db_password
    secrets:
      - db_password

networks:
  frontend:
    driver: bridge
  backend:
    driver: bridge
    internal: true  # 内部网络，无法访问外部

secrets:
  db_password:
    external: true
`;

const all: readonly Check[] = checks;

function resultOf(id: string): string {
  const check = all.find((candidate) => candidate.id === id);
  if (!check) throw new Error(`there is no check ${id}`);
  return evaluateText(check, 'compose', guide, { composeTarget: 'compose' }).result;
}

describe("the guide's compose file", () => {
  it.each([
    'compose-external-secret',
    'compose-schema',
    'workload-port-all-interfaces',
    'workload-port-privileged',
    'workload-image-tag-latest',
    'image-runtime-eol',
    'workload-rootfs-read-only',
    'workload-no-new-privileges',
    'workload-cap-drop-all',
    'workload-cap-net-raw',
    'workload-memory-limit',
    'workload-cpu-limit',
    'workload-pids-limit',
  ])('fails %s', (id) => {
    expect(resultOf(id)).toBe('fail');
  });

  it.each([
    'compose-network-segmentation',
    'compose-data-network-internal',
    'compose-data-port-published',
    'compose-secret-literal',
    'compose-remote-include',
    'workload-privileged',
    'workload-network-host',
  ])('passes %s', (id) => {
    expect(resultOf(id)).toBe('pass');
  });

  it('leaves open which user its containers have', () => {
    expect(resultOf('workload-user-root')).toBe('unknown');
  });

  it('names the service that is wrong, and where', () => {
    const check = all.find(({ id }) => id === 'workload-image-tag-latest')!;
    expect(evaluateText(check, 'compose', guide)).toMatchObject({
      violations: [{ element: 'api', location: { line: 12, pointer: '0#/services/api/image' } }],
    });
  });
});
