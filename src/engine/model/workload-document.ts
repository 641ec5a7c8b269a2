import type { FactProblem, RootfsFacts } from './facts.js';
import type { ImageConfig } from './image-config-facts.js';
import type { KubernetesFacts } from './kubernetes-facts.js';
import type { RunCommandFacts } from './run-command-facts.js';
import type { Place, WorkloadFacts, WorkloadImage } from './workload-facts.js';

export const workloadInputs = ['run-command', 'container', 'compose', 'kubernetes', 'swarm-service'] as const;
export type WorkloadInput = (typeof workloadInputs)[number];

/** All that one scan observed of a document that defines workloads: what it states, without defaults. */
export interface WorkloadDocumentFacts {
  readonly kind: 'workload';
  readonly format: WorkloadInput;
  /** Over the text of every file that was read. */
  readonly digest: string;
  /** What findings call the document: its path from the project's folder, or `docker run`. */
  readonly name: string;
  /** In the document's order. Texts in them are redacted. */
  readonly workloads: readonly WorkloadFacts[];
  /** Of `run-command`; null of every other format. */
  readonly runCommand: RunCommandFacts | null;
  /** Of `container`, one for each workload in the same order; null of every other format. */
  readonly containers: readonly ContainerState[] | null;
  /** Of `compose`; null of every other format. */
  readonly compose: ComposeFacts | null;
  /** Of `kubernetes`; null of every other format. */
  readonly kubernetes: KubernetesFacts | null;
  /** Of `swarm-service`, one for each workload in the same order; null of every other format. */
  readonly services: readonly SwarmServiceFacts[] | null;
  /** Of images that were scanned, by `imageKey` of what the workloads name. Absent: none is known. */
  readonly images?: Readonly<Record<string, WorkloadImageFacts>>;
  /** What was left out or could not be read; not empty: what is not listed may be there all the same. */
  readonly problems: readonly FactProblem[];
}

/** What tells an image from others that workloads of the same document name: two may stand for one name by now. */
export function imageKey({ raw, resolvedId }: Pick<WorkloadImage, 'raw' | 'resolvedId'>): string {
  return resolvedId ?? raw;
}

/** What a workload takes over from the image that it runs. */
export interface WorkloadImageFacts {
  readonly imageId: string;
  readonly config: Pick<ImageConfig, 'user' | 'exposedPorts' | 'healthcheck'>;
  readonly rootfs: Pick<RootfsFacts, 'accounts' | 'groups'>;
}

/** What `docker inspect` and further probes tell of a container as it runs. Null: not collected. */
export interface ContainerState {
  readonly id: string;
  readonly status: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead' | null;
  readonly health: 'starting' | 'healthy' | 'unhealthy' | 'none' | null;
  readonly restartCount: number | null;
  readonly isOomKilled: boolean | null;
  /** ISO 8601. */
  readonly startedAt: string | null;
  readonly createdAt: string | null;
  readonly imageId: string | null;
  /** The image id that the tag means now. */
  readonly tagImageId: string | null;
  /** Of the manifest that it was made from; absent: the engine does not tell it. */
  readonly manifestDigest?: string;
  readonly processes:
    | readonly {
        readonly pid: number;
        readonly hostUid: number | null;
        readonly containerUid: number | null;
        readonly command: string;
      }[]
    | null;
  readonly listening:
    | readonly {
        readonly ip: string;
        readonly port: number;
        readonly protocol: string;
        readonly process: string | null;
      }[]
    | null;
  readonly changedFiles:
    readonly { readonly path: string; readonly kind: 'added' | 'changed' | 'deleted' }[] | null;
}

/** What a compose project states beside its services. */
export interface ComposeFacts {
  /** Every file that was read, the main one first. */
  readonly files: readonly string[];
  /** Value of the obsolete `version` key; null: there is none. */
  readonly versionKey: string | null;
  readonly versionPlace: Place | null;
  readonly unknownKeys: readonly {
    readonly path: string;
    readonly suggestion: string | null;
    readonly place: Place;
  }[];
  /** Variables without a value or a default. */
  readonly unresolvedVariables: readonly { readonly name: string; readonly place: Place }[];
  /** `${VAR:-literal}` on secret names. */
  readonly defaultLiterals: readonly {
    readonly name: string;
    readonly preview: string;
    readonly place: Place;
  }[];
  readonly includes: readonly {
    readonly reference: string;
    readonly kind: 'include' | 'build-context';
    readonly isRemote: boolean;
    readonly isPinned: boolean;
    readonly place: Place;
  }[];
  /** What it includes and could not be read: what that states is not among these facts. */
  readonly unread: readonly { readonly reference: string; readonly place: Place }[];
  /** Those that services use or that are declared; `default` too when a service is on it. */
  readonly networks: readonly {
    readonly name: string;
    readonly driver: string | null;
    readonly isInternal: boolean | null;
    readonly isExternal: boolean;
    readonly options: Readonly<Record<string, string>>;
    /** Names of the services attached. */
    readonly services: readonly string[];
    /** Null: not declared. */
    readonly place: Place | null;
  }[];
  readonly secrets: readonly {
    readonly name: string;
    readonly source: 'file' | 'environment' | 'external' | 'unknown';
    readonly path: string | null;
    readonly place: Place;
  }[];
  /** Service → its tier: `data` by its image or label, `edge` when it publishes a port, else `app`; null: cannot be told. */
  readonly tiers: Readonly<Record<string, 'edge' | 'app' | 'data' | null>>;
  /** What it is deployed with; null: not stated. */
  readonly target: 'compose' | 'swarm-stack' | null;
  readonly buildArguments: readonly {
    readonly service: string;
    readonly name: string;
    readonly detections: readonly string[];
    readonly isSecretName: boolean;
    readonly isLiteral: boolean;
    readonly preview: string;
    readonly place: Place;
  }[];
}

export interface SwarmServiceFacts {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}
