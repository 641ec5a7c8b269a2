/** An environment variable of the image config. A value that looks secret is never kept. */
export interface EnvironmentFact {
  readonly name: string;
  /** The value; null when it was withheld because its name or form looks secret. */
  readonly value: string | null;
  /** A safe preview: the value, or `ab…(20 characters)` when withheld. */
  readonly preview: string;
  /** Length of the value in characters. */
  readonly length: number;
  /** `literal`, or why it is none: empty, a placeholder word, or a reference such as `${NAME}`. */
  readonly valueClass: 'empty' | 'placeholder' | 'reference' | 'literal';
  /** Ids of the secret detectors that the value matched. */
  readonly detections: readonly string[];
}

/** `Healthcheck` of the image config; times in nanoseconds are converted to milliseconds. */
export interface Healthcheck {
  readonly test: readonly string[];
  readonly intervalMs: number | null;
  readonly timeoutMs: number | null;
  readonly retries: number | null;
}

/** The runtime part of the image config (https://github.com/opencontainers/image-spec/blob/main/config.md). */
export interface ImageConfig {
  /** Empty: root. */
  readonly user: string;
  readonly environment: readonly EnvironmentFact[];
  readonly exposedPorts: readonly { readonly port: number; readonly protocol: string }[];
  readonly volumes: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly workingDirectory: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Null: none is set. `test[0]` NONE switches an inherited one off. */
  readonly healthcheck: Healthcheck | null;
  readonly stopSignal: string | null;
}

/** A build step as the image config records it; secrets in it are redacted. */
export interface HistoryEntry {
  readonly index: number;
  readonly createdBy: string;
  /** ISO 8601; null when the config has none. */
  readonly createdAt: string | null;
  readonly emptyLayer: boolean;
}

export interface LayerFact {
  /** Digest of the uncompressed tar. */
  readonly diffId: string;
  /** Digest of the blob as stored or transferred. */
  readonly digest: string;
  /** Bytes of the blob as stored or transferred. */
  readonly sizeBytes: number;
}
