import type { HistoryEntry, ImageConfig, LayerFact } from './image-config-facts.js';
import type { FoundComponent } from './component.js';
import type { DockerfileFacts } from './dockerfile-facts.js';
import type { FileHygiene } from './file-hygiene.js';
import type { DockerBenchFacts } from './docker-bench-facts.js';
import type { HostFacts } from './host-facts.js';
import type { ImageAttestation, ImageSignature } from './image-signature.js';
import type { ConfigSecret, SecretSearch } from './secret-facts.js';
import type { WorkloadDocumentFacts } from './workload-document.js';

/** Something that could not be read; the facts are incomplete as to `path`. */
export interface FactProblem {
  /** Absolute path in the image, or the part of the input concerned. */
  readonly path: string;
  /** Diff id of the layer; null when it concerns the whole. */
  readonly layer: string | null;
  /** What is wrong, in plain words. */
  readonly detail: string;
}

/** `/etc/os-release` (https://www.freedesktop.org/software/systemd/man/os-release.html). */
export interface OsRelease {
  readonly id: string;
  readonly idLike: readonly string[];
  readonly versionId: string | null;
  readonly prettyName: string | null;
  readonly codename: string | null;
}

/** A line of `/etc/passwd`. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

/** A line of `/etc/shadow`, without the hash. */
export interface ShadowEntry {
  readonly name: string;
  readonly state: 'locked' | 'empty' | 'hash';
}

/** A line of `/etc/group`. */
export interface Group {
  readonly name: string;
  readonly gid: number;
}

/** A file worth naming, after all layers are applied. */
export interface FileFact {
  readonly path: string;
  /** Permission bits with setuid, setgid and sticky, as a number (0o4755). */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly sizeBytes: number;
  /** Diff id of the layer that last wrote it. */
  readonly layer: string;
}

/** What the layers hold once applied on each other. Depends on the chain of diff ids alone. */
export interface RootfsFacts {
  /** Null: no os-release file, as in a scratch image. */
  readonly osRelease: OsRelease | null;
  /** Null: the file is not there. */
  readonly accounts: readonly Account[] | null;
  readonly shadow: readonly ShadowEntry[] | null;
  readonly groups: readonly Group[] | null;
  readonly files: {
    /** Regular files; hard links to one file count once. */
    readonly count: number;
    /** Bytes of the regular files; hard links to one file count once. */
    readonly bytes: number;
    readonly setuid: readonly FileFact[];
    readonly worldWritable: readonly FileFact[];
    /** Absolute paths of shells, sorted. */
    readonly shells: readonly string[];
    /** Absolute paths of package managers, sorted. */
    readonly packageManagers: readonly string[];
    /** Absolute paths of SSH servers, sorted. */
    readonly sshServers: readonly string[];
  };
  /** Null or absent: facts from before it was looked at. */
  readonly hygiene?: FileHygiene | null;
  readonly components: readonly FoundComponent[];
  /** Ecosystems of the components, each once, sorted. */
  readonly ecosystems: readonly string[];
  /** Null or absent: facts from before secrets were looked for. */
  readonly secrets?: SecretSearch | null;
  /** Not empty: the component list may be incomplete. */
  readonly problems: readonly FactProblem[];
}

/** All that one scan observed of an image. Holds no opinion. */
export interface ImageFacts {
  readonly kind: 'image';
  /** Digest of the image config: Docker's image id. */
  readonly imageId: string;
  /** Digest of the manifest; null for archives that have none (`docker save`, old layout). */
  readonly manifestDigest: string | null;
  readonly platform: { readonly os: string; readonly architecture: string; readonly variant: string | null };
  /** ISO 8601; null when absent or a reproducible build's stand-in (1970 or 1980). */
  readonly createdAt: string | null;
  readonly config: ImageConfig;
  readonly history: readonly HistoryEntry[];
  /** Of history and labels. Null or absent: facts from before secrets were looked for in them. */
  readonly configSecrets?: readonly ConfigSecret[] | null;
  readonly layers: readonly LayerFact[];
  /** Null or absent: its registry was not asked. */
  readonly signatures?: readonly ImageSignature[] | null;
  /** Null or absent: its registry was not asked. */
  readonly attestations?: readonly ImageAttestation[] | null;
  readonly rootfs: RootfsFacts;
}

/** The packages that something holds, and what kept others from being seen. */
export interface Inventory {
  /** Of the components, each once, sorted. */
  readonly ecosystems: readonly string[];
  readonly components: readonly FoundComponent[];
  /** Not empty: the component list may be incomplete. */
  readonly problems: readonly FactProblem[];
}

/** A lock file of a folder. */
export interface SourceFile {
  /** Absolute path, from the folder's root. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Digest of its content. */
  readonly digest: string;
}

/** All that one scan observed of a folder of sources: what its lock files say. */
export interface SourceFacts {
  readonly kind: 'source';
  /** Over the paths and contents of the lock files, and of the project files that they are read with. */
  readonly digest: string;
  /** By path. */
  readonly files: readonly SourceFile[];
  readonly inventory: Inventory;
}

/** All that one scan observed of a bill of materials. What changes with each writing of it (its date) is left out. */
export interface SbomFacts {
  readonly kind: 'sbom';
  /** Over its subject and its inventory: the same for every document that says the same. */
  readonly digest: string;
  /** `CycloneDX`, `SPDX`. */
  readonly format: string;
  /** As the document writes it; null when it does not. */
  readonly specVersion: string | null;
  /** What the document describes; null when it does not say. */
  readonly subject: SbomSubject | null;
  readonly inventory: Inventory;
}

export interface SbomSubject {
  readonly name: string;
  readonly version: string | null;
}

/** Every fact model, by the kind of target it describes. */
export interface FactModels {
  image: ImageFacts;
  source: SourceFacts;
  sbom: SbomFacts;
  workload: WorkloadDocumentFacts;
  dockerfile: DockerfileFacts;
  host: HostFacts;
  'docker-bench': DockerBenchFacts;
}
export type Facts = FactModels[keyof FactModels];
export type TargetKind = keyof FactModels;

export const targetKinds = [
  'image',
  'source',
  'sbom',
  'workload',
  'dockerfile',
  'host',
  'docker-bench',
] as const satisfies readonly TargetKind[];

/** The packages of any target: none of a workload, a Dockerfile, a host, or what another tool says. */
export function inventoryOf(facts: Facts): Inventory {
  switch (facts.kind) {
    case 'image':
      return facts.rootfs;
    case 'workload':
    case 'dockerfile':
    case 'host':
    case 'docker-bench':
      return { ecosystems: [], components: [], problems: facts.problems };
    default:
      return facts.inventory;
  }
}
