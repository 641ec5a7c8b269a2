/** The repository of an image reference: `registry:5000/team/app:1.2@sha256:…` → `registry:5000/team/app`. */
export function repositoryOf(reference: string): string {
  const name = reference.split('@', 1)[0] ?? reference;
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}
