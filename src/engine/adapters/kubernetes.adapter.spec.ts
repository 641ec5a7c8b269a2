import { describe, expect, it } from 'vitest';
import { resolveWorkload } from './resolve-workload.js';
import { defaultReadOptions } from './input-adapter.js';
import { kubernetesAdapter } from './kubernetes.adapter.js';

function read(text: string) {
  const result = kubernetesAdapter.read(text, { ...defaultReadOptions, name: 'app.yaml' });
  if (!result.ok) throw new Error(result.problem.message.en);
  return result.facts;
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    metadata:
      labels: { app: web }
      annotations:
        container.apparmor.security.beta.kubernetes.io/old: unconfined
    spec:
      hostPID: true
      securityContext:
        runAsUser: 1000
        runAsNonRoot: true
        sysctls: [{ name: net.core.somaxconn, value: "1024" }]
      initContainers:
        - { name: setup, image: busybox:1.37 }
        - { name: proxy, image: envoy, restartPolicy: Always }
      containers:
        - name: app
          image: registry.example/shop/web:1.4@sha256:${'a'.repeat(64)}
          imagePullPolicy: Always
          securityContext:
            runAsUser: 2000
            allowPrivilegeEscalation: false
            capabilities: { add: [NET_ADMIN], drop: [ALL] }
          ports: [{ containerPort: 8080, hostPort: 80 }]
          resources: { limits: { memory: 64Mi, cpu: 250m } }
          env:
            - { name: DB_PASSWORD, value: hunter2hunter2 }
            - { name: TOKEN, valueFrom: { secretKeyRef: { name: s, key: k } } }
          volumeMounts:
            - { name: host, mountPath: /h, readOnly: true }
            - { name: key, mountPath: /run/key }
        - { name: old, image: nginx }
      volumes:
        - name: host
          hostPath: { path: /var/run/../run/docker.sock, type: Socket }
        - name: key
          secret: { secretName: tls, defaultMode: 0400 }
`;

describe('kubernetes manifests', () => {
  it('gives one workload for each container of any kind, with what its pod states', () => {
    const { workloads } = read(deployment);
    expect(workloads.map(({ origin }) => [origin.name, origin.role])).toEqual([
      ['Deployment/shop/web[setup]', 'init'],
      ['Deployment/shop/web[proxy]', 'sidecar'],
      ['Deployment/shop/web[app]', 'app'],
      ['Deployment/shop/web[old]', 'app'],
    ]);
    const [setup, , app, old] = workloads;
    expect(setup!.user).toMatchObject({ uid: 1000, source: 'pod', runAsNonRoot: true });
    expect(app).toMatchObject({
      image: { registry: 'registry.example', repository: 'shop/web', tag: '1.4', pullPolicy: 'always' },
      user: { uid: 2000, source: 'explicit' },
      noNewPrivileges: true,
      namespaces: { pid: 'host', ipc: 'private' },
      ports: [{ hostPort: 80, containerPort: 8080 }],
      resources: { memoryBytes: 64 * 1024 * 1024, cpuLimitMillis: 250, cpuRequestMillis: 250 },
      mounts: [
        { type: 'hostPath', source: '/run/docker.sock', hostType: 'socket', isReadOnly: true },
        { type: 'secret' },
      ],
      secrets: [{ name: 'tls', mode: '0400', target: '/run/key' }],
      sysctls: { 'net.core.somaxconn': '1024' },
    });
    expect(old!.apparmor.mode).toBe('unconfined');
    expect(app!.places['privileged']).toBeUndefined();
    expect(app!.places['capabilities.add']).toMatchObject({
      pointer: '/spec/template/spec/containers/0/securityContext/capabilities/add',
    });
  });

  it('computes what processes could do', () => {
    const app = resolveWorkload(read(deployment).workloads[2]!);
    expect(app.capabilities).toMatchObject({
      add: ['NET_ADMIN'],
      drop: ['ALL'],
      effectiveBounding: ['NET_ADMIN'],
      processEffective: [],
    });
  });

  it('keeps no secret value', () => {
    expect(JSON.stringify(read(deployment))).not.toContain('hunter2hunter2');
  });

  it('reads lists, several documents and other kinds of objects', () => {
    const { kubernetes } = read(`apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Namespace
    metadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: baseline } }
  - apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: { name: deny, namespace: shop }
    spec: { podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.169.254/32] } }] }] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: all }
rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: c }
data: { API_TOKEN: abcdefghijklmnop, LANG: en }
`);
    expect(kubernetes!.objects.map(({ kind, place }) => [kind, place.document, place.line])).toEqual([
      ['Namespace', 0, 4],
      ['NetworkPolicy', 0, 7],
      ['ClusterRole', 1, 12],
      ['ConfigMap', 2, 17],
    ]);
    expect(kubernetes!.namespaces[0]!.podSecurity).toEqual({ enforce: { level: 'baseline', version: null } });
    expect(kubernetes!.networkPolicies[0]).toMatchObject({
      policyTypes: ['Ingress', 'Egress'],
      egress: [{ peers: [{ cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] }] }],
    });
    expect(kubernetes!.rules[0]!.verbs).toEqual(['*']);
    expect(kubernetes!.secretValues.map(({ key }) => key)).toEqual(['API_TOKEN']);
  });

  it('names keys that a pod does not have, with what was meant', () => {
    const { problems } = read(
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: a\n      securityContex: {}\n',
    );
    expect(problems.map(({ detail }) => detail)).toEqual([
      'line 8: a container has no key "securityContex"; did you mean "securityContext"?',
    ]);
  });

  it('says where a text is no manifest', () => {
    const result = kubernetesAdapter.read('a: [1\n', defaultReadOptions);
    expect(result).toMatchObject({ ok: false, problem: { line: expect.any(Number) } });
    expect(kubernetesAdapter.read('a: 1\n', defaultReadOptions).ok).toBe(false);
  });
});
