/** Where images are published by who made them, as globs over `registry/repository` (catalogue: workload-image-registry). */
export const trustedRepositories: readonly string[] = [
  'docker.io/library/*',
  'gcr.io/distroless/*',
  'registry.k8s.io/**',
  'mcr.microsoft.com/**',
  'cgr.dev/chainguard/*',
  'registry.access.redhat.com/**',
];
