import type { ProfileMode, WorkloadFacts } from '../../model/workload-facts.js';
import type { LocatedView } from '../located-view.js';

/** `seccompProfile` or `appArmorProfile`; a type that Kubernetes does not know filters nothing that could be relied on. */
export function profileMode(profile: LocatedView): ProfileMode {
  switch (profile.at('type').text) {
    case 'RuntimeDefault':
      return 'default';
    case 'Localhost':
      return 'custom';
    case null:
      return profile.isThere ? 'unconfined' : 'unset';
    default:
      return 'unconfined';
  }
}

const annotationPrefix = 'container.apparmor.security.beta.kubernetes.io/';

export function apparmorAnnotation(container: string): string {
  return annotationPrefix + container;
}

/** The names of containers that annotations give an AppArmor profile. */
export function annotatedContainers(annotations: LocatedView): string[] {
  return Object.keys(annotations.textMap).flatMap((key) =>
    key.startsWith(annotationPrefix) ? key.slice(annotationPrefix.length) : [],
  );
}

/** The annotation that named a container's AppArmor profile before there was a field for it. */
export function annotatedApparmor(annotations: LocatedView, container: string): ProfileMode {
  const value = annotations.at(apparmorAnnotation(container)).text;
  if (value === null || value === '') return 'unset';
  if (value === 'runtime/default') return 'default';
  return value.startsWith('localhost/') ? 'custom' : 'unconfined';
}

/** Null: no option is stated. */
export function selinuxOptions(options: LocatedView): WorkloadFacts['selinux']['options'] {
  if (!options.isMap) return null;
  const part = (name: string) => options.at(name).text;
  return { user: part('user'), role: part('role'), type: part('type'), level: part('level') };
}

/** As written: Kubernetes knows no other spelling of a capability than upper case without `CAP_`. */
export function capabilityNames(list: LocatedView): string[] | null {
  return list.isList ? list.texts : null;
}
