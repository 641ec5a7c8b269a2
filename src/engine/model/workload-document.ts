import type { FactProblem } from './facts.js';
import type { Place, ProfileMode, WorkloadFacts } from './workload-facts.js';

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
  /** What was left out or could not be read; not empty: what is not listed may be there all the same. */
  readonly problems: readonly FactProblem[];
}

/** A word of a command line; offsets count UTF-16 units of the text. */
export interface CommandToken {
  /** What the shell would pass on, redacted. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** What was read of one `docker run` or `docker create` line. */
export interface RunCommandFacts {
  /** Version of the command line whose flags were known. */
  readonly cliVersion: string;
  readonly tokens: readonly CommandToken[];
  /** A shell would read the text otherwise than it is evidently meant; it was read as it is meant. */
  readonly isRecovered: boolean;
  /** `start` and `end`: what is to be cut out of the text, so that a shell reads on. */
  readonly commentsAfterContinuation: readonly {
    readonly line: number;
    readonly text: string;
    readonly start: number;
    readonly end: number;
  }[];
  readonly unknownFlags: readonly {
    readonly flag: string;
    readonly line: number;
    /** As it is to be written: `--cpus`, `--security-opt=no-new-privileges`; null: nothing is near. */
    readonly suggestion: string | null;
  }[];
  readonly deprecatedFlags: readonly {
    readonly flag: string;
    readonly line: number;
    /** Null: to be left out. */
    readonly replacement: string | null;
    /** `23.0`; null: it still works. */
    readonly removedIn: string | null;
  }[];
  readonly flagsAfterImage: readonly { readonly flag: string; readonly line: number }[];
  /** Options that may stand once and stand more often. */
  readonly duplicates: readonly {
    readonly flag: string;
    readonly lines: readonly number[];
    /** Whether all of them say the same. */
    readonly isSame: boolean;
  }[];
  readonly invalidValues: readonly {
    readonly flag: string;
    readonly value: string;
    readonly line: number;
    readonly reason: { readonly en: string; readonly zh: string };
  }[];
  readonly literalSecrets: readonly {
    readonly flag: string;
    /** Of the variable, label or option; empty: it has none. */
    readonly name: string;
    /** Id of a detector, or `secret-name`. */
    readonly detector: string;
    readonly preview: string;
    readonly line: number;
  }[];
  readonly isImagePresent: boolean;
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

/** An object of a manifest. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Null: not stated. */
  readonly namespace: string | null;
  readonly name: string;
  readonly place: Place;
}

/** A pod, or the template of one. */
export interface KubernetesPod {
  /** Index of its object in `objects`. */
  readonly object: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly serviceAccount: string | null;
  /** The pod's own word, else its service account's where the manifest has it; null: neither says (Kubernetes mounts it then). */
  readonly automountToken: boolean | null;
  readonly hostUsers: boolean | null;
  readonly hasHostAliases: boolean;
  readonly os: 'linux' | 'windows';
  /** Of the pod or any container. */
  readonly windowsHostProcess: readonly { readonly container: string | null; readonly place: Place }[];
  readonly volumes: readonly {
    readonly name: string;
    readonly type: string;
    readonly path: string | null;
    readonly place: Place;
  }[];
  /** Hosts that probes and lifecycle handlers name. */
  readonly probeHosts: readonly {
    readonly container: string;
    readonly host: string;
    readonly place: Place;
  }[];
  /** What the pod's own securityContext says, whether or not its containers say otherwise. */
  readonly security: PodSecurity;
  /** The `spec` of the pod. */
  readonly place: Place;
}

export interface PodSecurity {
  readonly runAsUser: number | null;
  readonly runAsNonRoot: boolean | null;
  readonly seccomp: ProfileMode;
  readonly apparmor: ProfileMode;
  readonly selinuxOptions: WorkloadFacts['selinux']['options'];
  readonly place: Place;
}

export interface NetworkPolicyPeer {
  readonly cidr: string | null;
  readonly except: readonly string[];
  /** Selects pods or namespaces. */
  readonly isSelector: boolean;
}

/** A rule of a NetworkPolicy; no peers: everyone; no ports: every port. */
export interface NetworkPolicyRule {
  readonly peers: readonly NetworkPolicyPeer[];
  readonly ports: readonly string[];
  readonly place: Place;
}

/** Kubernetes' label selector; null members are absent. */
export interface LabelSelector {
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly matchExpressions: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values: readonly string[];
  }[];
}

/** What a manifest states beside its containers. A kind of object that the manifest has none of tells nothing of the cluster. */
export interface KubernetesFacts {
  /** `1.34`; null: not stated. */
  readonly targetVersion: string | null;
  readonly objects: readonly KubernetesObject[];
  readonly pods: readonly KubernetesPod[];
  readonly namespaces: readonly {
    readonly object: number;
    /** `enforce`, `audit`, `warn` → level and version. */
    readonly podSecurity: Readonly<
      Record<string, { readonly level: string | null; readonly version: string | null }>
    >;
  }[];
  readonly networkPolicies: readonly {
    readonly object: number;
    readonly podSelector: LabelSelector;
    readonly policyTypes: readonly string[];
    readonly ingress: readonly NetworkPolicyRule[];
    readonly egress: readonly NetworkPolicyRule[];
  }[];
  readonly rules: readonly {
    readonly object: number;
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly resourceNames: readonly string[];
    readonly nonResourceUrls: readonly string[];
    readonly verbs: readonly string[];
    readonly place: Place;
  }[];
  readonly bindings: readonly {
    readonly object: number;
    readonly role: string;
    readonly subjects: readonly {
      readonly kind: string;
      readonly name: string;
      readonly namespace: string | null;
      readonly place: Place;
    }[];
  }[];
  readonly services: readonly {
    readonly object: number;
    readonly type: string;
    readonly externalIps: readonly string[];
    readonly sourceRanges: readonly string[];
    readonly ports: readonly { readonly port: number; readonly nodePort: number | null }[];
  }[];
  /** Keys of ConfigMaps and Secrets whose values are, or look like, secrets; the values are not kept. */
  readonly secretValues: readonly {
    readonly object: number;
    readonly key: string;
    readonly detections: readonly string[];
    readonly isSecretName: boolean;
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
