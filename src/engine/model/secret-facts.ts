import type { FactProblem } from './facts.js';

/** A secret in a file of a layer, whether or not the file survived. The secret itself is kept nowhere. */
export interface FileSecret {
  /** Id of the detector that found it. */
  readonly detector: string;
  /** Absolute path. */
  readonly path: string;
  /** 1-based; null: the file is no text. */
  readonly line: number | null;
  /** Diff id of the layer that holds the file. */
  readonly layer: string;
  /** The file is in its layer, but gone from what all layers make together: deleted or replaced by a later one. */
  readonly deletedLater: boolean;
  /** `ab…(20 characters)`. */
  readonly preview: string;
}

/** What came of looking for secrets in the files of every layer. */
export interface SecretSearch {
  /** By layer and place in its files. */
  readonly found: readonly FileSecret[];
  /** Files that were not searched to their end, which may hold more. */
  readonly unsearched: readonly FactProblem[];
}

/** A secret in the image config but for its environment. The secret itself is kept nowhere. */
export interface ConfigSecret {
  /** Id of the detector that found it. */
  readonly detector: string;
  readonly place: 'history' | 'label';
  /** Index of the history entry, or name of the label. */
  readonly name: string;
  /** `ab…(20 characters)`. */
  readonly preview: string;
}
