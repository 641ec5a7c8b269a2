import type { WorkloadFacts, WorkloadSecret } from '../../model/workload-facts.js';
import { redactText } from '../../secrets/redaction.js';
import type { LocatedView } from '../located-view.js';
import { type StatedService, unreadable } from './stated-service.js';

/** Where the project says that a secret comes from. */
export function secretSource(declared: LocatedView): 'file' | 'environment' | 'external' | 'unknown' {
  const external = declared.at('external');
  if (external.isThere && external.boolean !== false) return 'external';
  if (declared.at('file').isThere) return 'file';
  return declared.at('environment').isThere ? 'environment' : 'unknown';
}

/** The secrets that a service is given. @param declared the project's own, by name */
export function secretsOf(
  stated: StatedService,
  declared: LocatedView,
  isSwarm: boolean,
): WorkloadFacts['secrets'] {
  return stated.list('secrets', stated.at('secrets'), (item) => {
    const name = item.isMap ? item.at('source').text : item.text;
    if (name === null || stated.isOpen(item.isMap ? item.at('source') : item)) return unreadable;
    const source = secretSource(declared.at(name));
    const target = item.at('target').text ?? name;
    return {
      name: redactText(name),
      provider: isSwarm ? 'swarm' : providers[source],
      target: redactText(target.startsWith('/') ? target : `/run/secrets/${target}`),
      mode: modeOf(item.at('mode')),
      uid: item.at('uid').text,
      isExternal: source === 'external',
      isWritable: false,
    };
  });
}

const providers: Readonly<Record<ReturnType<typeof secretSource>, WorkloadSecret['provider']>> = {
  file: 'compose-file',
  environment: 'compose-env',
  external: 'unknown',
  unknown: 'unknown',
};

/** Octal digits; a text is taken as octal, as it is written. */
function modeOf(mode: LocatedView): string | null {
  if (typeof mode.value === 'number') return `0${mode.value.toString(8)}`;
  const digits = /^0?o?([0-7]{1,4})$/.exec(mode.text ?? '')?.[1];
  return digits === undefined ? null : `0${digits}`;
}
