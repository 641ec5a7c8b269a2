import type { Place, ProfileMode, WorkloadFacts } from './workload-facts.js';

/** An object of a manifest. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Null: not stated. */
  readonly namespace: string | null;
  readonly name: string;
  /** Of an object that a cluster told of, when it was last written, as far as it says (ISO 8601). Null or absent: not known. */
  readonly changedAt?: string | null;
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
  /** Annotations that turn AppArmor off for a name that no container of the pod has. */
  readonly strayApparmor: readonly { readonly container: string; readonly place: Place }[];
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
