/** What is compared between two bundles of a host. */
export const driftKinds = [
  'containers',
  'container-settings',
  'ports',
  'images',
  'daemon',
  'files',
  'firewall',
  'listeners',
  'kernel',
  'groups',
  'sysctls',
] as const;
export type DriftKind = (typeof driftKinds)[number];

/** One thing that is otherwise than it was. Texts are of the facts, so redacted, and cut. */
export interface HostChange {
  readonly kind: DriftKind;
  /** What of that kind, the same in each comparison: a container's name, a path, `0.0.0.0:22/tcp`. */
  readonly element: string;
  /** Null: it was not there. */
  readonly before: string | null;
  /** Null: it is no longer there. */
  readonly after: string | null;
}

/** What changed on a host since the bundle before. */
export interface HostDrift {
  /** When that was collected, ISO 8601; null: it did not say. */
  readonly since: string | null;
  /** By kind, then by element. */
  readonly changes: readonly HostChange[];
  /** Further changes, beyond those that are kept. */
  readonly omitted: number;
  /** Kinds that one of the two bundles does not tell, or not wholly: there may be more changes of them. */
  readonly uncompared: readonly DriftKind[];
}
