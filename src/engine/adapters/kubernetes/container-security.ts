import type { WorkloadFacts } from '../../model/workload-facts.js';
import type { LocatedView } from '../located-view.js';
import type { Places } from '../places.js';
import {
  annotatedApparmor,
  apparmorAnnotation,
  capabilityNames,
  profileMode,
  selinuxOptions,
} from './security-context.js';

export function userFacts(own: LocatedView, ofPod: LocatedView, places: Places): WorkloadFacts['user'] {
  const groups = [
    ...ofPod.at('supplementalGroups').texts,
    ...(ofPod.at('fsGroup').text === null ? [] : [ofPod.at('fsGroup').text!]),
  ];
  const either = (key: string) => [own.at(key), ofPod.at(key)];
  const uid = places.first('user', either('runAsUser'), (view) => view.number);
  return {
    raw: uid === null ? null : String(uid),
    uid,
    gid: places.first('user.gid', either('runAsGroup'), (view) => view.number),
    source: own.at('runAsUser').isThere ? 'explicit' : uid === null ? 'unknown' : 'pod',
    supplementaryGroups: places.note('user.supplementaryGroups', ofPod.at('supplementalGroups'), groups),
    runAsNonRoot: places.first('user.runAsNonRoot', either('runAsNonRoot'), (view) => view.boolean),
  };
}

export function capabilityList(fact: string, view: LocatedView, places: Places): string[] | null {
  view.items.forEach((item, index) => places.note(`${fact}.${index}`, item, null));
  return places.note(fact, view, capabilityNames(view));
}

export function escalation(own: LocatedView, places: Places): boolean | null {
  const view = own.at('allowPrivilegeEscalation');
  const allowed = places.note('noNewPrivileges', view, view.boolean);
  return allowed === null ? null : !allowed;
}

export function apparmorFacts(
  own: LocatedView,
  ofPod: LocatedView,
  annotations: LocatedView,
  name: string,
  places: Places,
): WorkloadFacts['apparmor'] {
  const fields = [own.at('appArmorProfile'), ofPod.at('appArmorProfile')];
  const stated = places.first('apparmor.mode', fields, profileMode);
  const annotated = annotatedApparmor(annotations, name);
  const profile =
    fields.map((field) => field.at('localhostProfile').text).find((text) => text !== null) ?? null;
  if (annotated === 'unset') return { mode: stated, profile };
  if (stated === null || annotated === 'unconfined') {
    places.note('apparmor.mode', annotations.at(apparmorAnnotation(name)), null);
    return { mode: annotated, profile };
  }
  return { mode: stated, profile };
}

export function selinuxFacts(own: LocatedView, ofPod: LocatedView, places: Places): WorkloadFacts['selinux'] {
  const options = places.first(
    'selinux.options',
    [own.at('seLinuxOptions'), ofPod.at('seLinuxOptions')],
    selinuxOptions,
  );
  return { mode: options === null ? 'unset' : 'custom', options };
}

export function procMasks(view: LocatedView, places: Places): WorkloadFacts['procMasks'] {
  if (view.text === null) return null;
  return places.note('procMasks', view, view.text === 'Default' ? 'default' : 'unmasked');
}

export function sysctlFacts(list: LocatedView, places: Places): Record<string, string> | null {
  if (!list.isList) return null;
  const sysctls: Record<string, string> = {};
  for (const item of list.items) {
    const name = item.at('name').text ?? '';
    sysctls[name] = item.at('value').text ?? '';
    places.note(`sysctls.${name}`, item, null);
  }
  return places.note('sysctls', list, sysctls);
}
