/** What a workload mounts. */
export interface Mount {
  readonly type:
    | 'bind'
    | 'volume'
    | 'tmpfs'
    | 'image'
    | 'npipe'
    | 'cluster'
    | 'hostPath'
    | 'emptyDir'
    | 'configMap'
    | 'secret'
    | 'projected'
    | 'downwardAPI'
    | 'pvc'
    | 'csi'
    | 'ephemeral'
    | 'nfs'
    | 'other';
  /** Of bind and hostPath the cleaned absolute host path (`/var/run` is `/run`), else the volume's name; null: anonymous. */
  readonly source: string | null;
  /** Where it appears in the container; empty: a volume of a pod that the container does not mount. */
  readonly target: string;
  readonly isReadOnly: boolean;
  /** Of tmpfs the merged list: the engine puts noexec, nosuid and nodev before what is written. */
  readonly options: readonly string[];
  readonly propagation: 'private' | 'rprivate' | 'slave' | 'rslave' | 'shared' | 'rshared' | null;
  /** Limit of what lies in memory. */
  readonly sizeBytes: number | null;
  readonly medium: 'disk' | 'memory' | null;
  readonly hostType: 'file' | 'dir' | 'socket' | 'device' | 'unknown';
  /** The source holds a variable that is not resolved; it is as written then. */
  readonly isUnresolved: boolean;
}
