/** Names that `docker compose` looks for, in its order. */
const baseNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** Whether a file of this name is merged over another one, and is nothing of its own. */
export function isOverrideName(fileName: string): boolean {
  return overrideNames.includes(fileName);
}

/**
 * The file that `docker compose` merges over this one unless it is told otherwise; null: none.
 * @param isThere whether the folder holds a file of that name
 */
export function overrideOf(fileName: string, isThere: (name: string) => boolean): string | null {
  if (baseNames.find(isThere) !== fileName) return null;
  return overrideNames.find(isThere) ?? null;
}

/** Whether the folder holds a file that overrides are merged over. */
export function hasBase(isThere: (name: string) => boolean): boolean {
  return baseNames.some(isThere);
}
