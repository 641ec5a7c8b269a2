/** A service of a swarm with a secret: what inspect says of its file, as JSON. */
export const service = (file: string, updatedAt = '2026-11-01T00:00:00Z') =>
  JSON.stringify([
    {
      ID: 'abc',
      UpdatedAt: updatedAt,
      Spec: {
        Name: 'web',
        TaskTemplate: {
          ContainerSpec: {
            Image: 'nginx:1.27',
            Secrets: [{ SecretName: 'db', File: JSON.parse(file) as object }],
          },
        },
      },
    },
  ]);

/** A pod that mounts a volume `s`, in YAML's flow style as its variables are. */
export const podWith = (volume: string, env = '[]') =>
  `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  volumes: [${volume}]
  containers:
    - name: web
      image: nginx:1.27
      env: ${env}
      volumeMounts: [{ name: s, mountPath: /etc/tls }]
`;
