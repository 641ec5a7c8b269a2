import type { KubernetesFacts, LabelSelector, NetworkPolicyRule } from '../../model/workload-document.js';
import { classifyEnvironment } from '../../secrets/redaction.js';
import { isSecretName } from '../../secrets/secret-names.js';
import type { LocatedView } from '../located-view.js';
import type { FoundObject } from './find-pods.js';

type Parts = Omit<KubernetesFacts, 'targetVersion' | 'objects' | 'pods'>;

/** What the objects of a manifest state that are neither pods nor make any. */
export function clusterFacts(objects: readonly FoundObject[]): Parts {
  const of = <T>(kinds: readonly string[], read: (found: FoundObject, object: number) => readonly T[]): T[] =>
    objects.flatMap((found, object) => (kinds.includes(found.kind) ? read(found, object) : []));
  return {
    namespaces: of(['Namespace'], ({ view }, object) => [{ object, podSecurity: podSecurityLabels(view) }]),
    networkPolicies: of(['NetworkPolicy'], ({ view }, object) => [networkPolicy(view.at('spec'), object)]),
    rules: of(['Role', 'ClusterRole'], ({ view }, object) =>
      view.at('rules').items.map((rule) => rbacRule(rule, object)),
    ),
    bindings: of(['RoleBinding', 'ClusterRoleBinding'], ({ view }, object) => [binding(view, object)]),
    services: of(['Service'], ({ view }, object) => [service(view.at('spec'), object)]),
    secretValues: of(['ConfigMap', 'Secret'], (found, object) => secretValues(found, object)),
  };
}

function podSecurityLabels(view: LocatedView): Parts['namespaces'][number]['podSecurity'] {
  const labels = view.at('metadata', 'labels');
  const modes = ['enforce', 'audit', 'warn'].flatMap((mode) => {
    const level = labels.at(`pod-security.kubernetes.io/${mode}`).text;
    const version = labels.at(`pod-security.kubernetes.io/${mode}-version`).text;
    return level === null && version === null ? [] : [[mode, { level, version }] as const];
  });
  return Object.fromEntries(modes);
}

/** A pod selector; empty: every pod. */
export function labelSelector(view: LocatedView): LabelSelector {
  return {
    matchLabels: view.at('matchLabels').textMap,
    matchExpressions: view.at('matchExpressions').items.map((expression) => ({
      key: expression.at('key').text ?? '',
      operator: expression.at('operator').text ?? '',
      values: expression.at('values').texts,
    })),
  };
}

function networkPolicy(spec: LocatedView, object: number): Parts['networkPolicies'][number] {
  const hasEgress = spec.at('egress').isThere;
  const stated = spec.at('policyTypes').texts;
  return {
    object,
    podSelector: labelSelector(spec.at('podSelector')),
    policyTypes: stated.length > 0 ? stated : ['Ingress', ...(hasEgress ? ['Egress'] : [])],
    ingress: spec.at('ingress').items.map((rule) => policyRule(rule, 'from')),
    egress: spec.at('egress').items.map((rule) => policyRule(rule, 'to')),
  };
}

function policyRule(rule: LocatedView, side: 'from' | 'to'): NetworkPolicyRule {
  return {
    peers: rule.at(side).items.map((peer) => ({
      cidr: peer.at('ipBlock', 'cidr').text,
      except: peer.at('ipBlock', 'except').texts,
      isSelector: peer.at('podSelector').isThere || peer.at('namespaceSelector').isThere,
    })),
    ports: rule
      .at('ports')
      .items.map((port) => `${port.at('port').text ?? '*'}/${port.at('protocol').text ?? 'TCP'}`),
    place: rule.place,
  };
}

function rbacRule(rule: LocatedView, object: number): Parts['rules'][number] {
  return {
    object,
    apiGroups: rule.at('apiGroups').texts,
    resources: rule.at('resources').texts,
    resourceNames: rule.at('resourceNames').texts,
    nonResourceUrls: rule.at('nonResourceURLs').texts,
    verbs: rule.at('verbs').texts,
    place: rule.place,
  };
}

function binding(view: LocatedView, object: number): Parts['bindings'][number] {
  return {
    object,
    role: view.at('roleRef', 'name').text ?? '',
    subjects: view.at('subjects').items.map((subject) => ({
      kind: subject.at('kind').text ?? '',
      name: subject.at('name').text ?? '',
      namespace: subject.at('namespace').text,
      place: subject.place,
    })),
  };
}

function service(spec: LocatedView, object: number): Parts['services'][number] {
  return {
    object,
    type: spec.at('type').text ?? 'ClusterIP',
    externalIps: spec.at('externalIPs').texts,
    sourceRanges: spec.at('loadBalancerSourceRanges').texts,
    ports: spec.at('ports').items.flatMap((port) => {
      const number = port.at('port').number;
      return number === null ? [] : [{ port: number, nodePort: port.at('nodePort').number }];
    }),
  };
}

/** Longest value that is looked at. */
const longestValue = 1024 * 1024;

function secretValues({ kind, view }: FoundObject, object: number): Parts['secretValues'] {
  const parts = kind === 'Secret' ? ['data', 'stringData'] : ['data'];
  return parts.flatMap((part) =>
    view.at(part).entries.flatMap(([key, value]) => {
      const written = value.text ?? '';
      const text = kind === 'Secret' && part === 'data' ? decoded(written) : written;
      const fact = classifyEnvironment(key, text.slice(0, longestValue));
      const isSecret = isSecretName(key);
      const counts =
        kind === 'Secret'
          ? fact.valueClass === 'literal'
          : fact.detections.length > 0 || (isSecret && fact.valueClass === 'literal');
      if (!counts) return [];
      const preview = kind === 'Secret' ? `…(${fact.length} characters)` : fact.preview;
      return [
        { object, key, detections: fact.detections, isSecretName: isSecret, preview, place: value.place },
      ];
    }),
  );
}

function decoded(base64: string): string {
  return Buffer.from(base64.slice(0, longestValue * 2), 'base64').toString('latin1');
}
