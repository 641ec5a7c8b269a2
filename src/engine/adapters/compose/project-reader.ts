import type { ComposeNode } from './compose-node.js';

export type Environment = Readonly<Record<string, string>>;

/** What resolving a part of a project needs of the rest. */
export interface ProjectReader {
  /** A file as it stands, with its services in long form; null: it cannot be had. */
  file(path: string, environment: Environment): ComposeNode | null;
  /** Path of the file that states a part. */
  fileOf(node: ComposeNode): string;
  problem(node: ComposeNode, detail: string): void;
  /** Counts what is laid upon each other. @throws ProjectRefusal when it becomes too much */
  charge(node: ComposeNode): ComposeNode;
}
