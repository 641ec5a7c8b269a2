import { createHash } from 'node:crypto';
import type { WorkloadDocumentFacts } from '../model/workload-document.js';
import type { InputAdapter } from './input-adapter.js';
import { clusterFacts } from './kubernetes/cluster-objects.js';
import { containerFacts, containersOf } from './kubernetes/container.js';
import { objectsOf, podOf, type FoundObject, type FoundPod } from './kubernetes/find-pods.js';
import { podFacts } from './kubernetes/pod.js';
import { unknownKeys } from './kubernetes/unknown-keys.js';
import { LocatedView } from './located-view.js';
import { readLocatedYaml } from './located-yaml.js';

/** Manifests of Kubernetes: any number of objects in YAML documents, JSON, or lists. */
export const kubernetesAdapter: InputAdapter<WorkloadDocumentFacts> = {
  id: 'kubernetes',
  standardName: 'manifest.yaml',
  recognises(text) {
    const isJson = /^\s*[[{]/.test(text.slice(0, 1_000));
    if (isJson) return /"apiVersion"\s*:/.test(text) && /"kind"\s*:/.test(text);
    return /^[ \t"'-]*apiVersion["']?[ \t]*:/m.test(text) && /^[ \t"'-]*kind["']?[ \t]*:/m.test(text);
  },
  read(text, options) {
    const yaml = readLocatedYaml(text, null);
    if (!yaml.ok) return yaml;
    const objects = yaml.documents.flatMap((document) => objectsOf(LocatedView.of(document)));
    if (objects.length === 0) {
      const message = {
        en: 'It holds no object of Kubernetes: an apiVersion and a kind were expected.',
        zh: '其中没有 Kubernetes 对象：应有 apiVersion 和 kind。',
      };
      return { ok: false, problem: { file: null, line: 1, column: 1, message } };
    }
    const pods = objects.flatMap((object, index) => podOf(object, index) ?? []);
    return { ok: true, facts: factsOf(text, options.name, options.kubernetesVersion, objects, pods) };
  },
};

function factsOf(
  text: string,
  name: string,
  targetVersion: string | null,
  objects: readonly FoundObject[],
  found: readonly FoundPod[],
): WorkloadDocumentFacts {
  const pods = found.map((pod) => podFacts(pod, objects));
  return {
    kind: 'workload',
    format: 'kubernetes',
    digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
    name,
    workloads: found.flatMap((pod, index) =>
      containersOf(pod.spec).map((role) =>
        containerFacts(pod, objects[pod.object]!, role, index, pods[index]!.os),
      ),
    ),
    runCommand: null,
    containers: null,
    compose: null,
    kubernetes: {
      targetVersion,
      objects: objects.map(({ apiVersion, kind, namespace, name: objectName, view }) => ({
        apiVersion,
        kind,
        namespace,
        name: objectName,
        changedAt: changedAt(view.at('metadata')),
        place: view.place,
      })),
      pods,
      ...clusterFacts(objects),
    },
    services: null,
    problems: found.flatMap((pod) => unknownKeys(pod.spec, name)),
  };
}

/** The last that its fields' managers wrote it, else when it was made. */
function changedAt(metadata: LocatedView): string | null {
  const written = metadata.at('managedFields').items.map((entry) => entry.at('time').text);
  const times = [...written, metadata.at('creationTimestamp').text]
    .filter((time) => time !== null)
    .map((time) => Date.parse(time))
    .filter((time) => !Number.isNaN(time));
  return times.length === 0 ? null : new Date(Math.max(...times)).toISOString();
}
