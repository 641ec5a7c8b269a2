/** Who may come by a file of variables. Null: not known. */
export interface EnvironmentFileExposure {
  /** Octal digits, `0600`. */
  readonly mode: string | null;
  readonly isIgnoredByGit: boolean | null;
  /** It does not come into the context of builds. */
  readonly isIgnoredByBuilds: boolean | null;
}

/** A file (or an object of a cluster) that brings variables. */
export interface EnvironmentFile {
  readonly name: string;
  readonly kind: 'file' | 'secret-ref' | 'configmap-ref';
  /** Whether its variables are among those of `environment`. */
  readonly isRead: boolean;
  /** Absent: nothing is known of it. */
  readonly exposure?: EnvironmentFileExposure;
}
