import type { ImageReference } from '../model/workload-facts.js';
import { redactText } from '../secrets/redaction.js';

const variable = /\$(?:\{|\(|[A-Za-z_])/;

/**
 * Reads an image's name as engines do (https://github.com/distribution/reference): the registry is what stands before the
 * first slash when it has a dot or a colon or is `localhost`, else `docker.io`, where a single name lies in `library/`.
 * What a variable hides is null, and so is all of a text that holds a secret.
 */
export function readImageName(text: string): ImageReference {
  const isUnresolved = variable.test(text);
  const raw = redactText(text);
  if (raw !== text) return { raw, registry: null, repository: null, tag: null, digest: null, isUnresolved };
  const at = text.indexOf('@');
  const digest = at < 0 ? null : text.slice(at + 1);
  const name = at < 0 ? text : text.slice(0, at);
  // A colon within `${NAME:-default}` separates nothing.
  const outside = name.replace(/\$\{[^{}]*\}/g, (written) => '$'.repeat(written.length));
  const colon = outside.lastIndexOf(':');
  const hasTag = colon > outside.lastIndexOf('/');
  const tag = hasTag ? name.slice(colon + 1) : null;
  const path = hasTag ? name.slice(0, colon) : name;
  const { registry, repository } = splitPath(path);
  const known = (part: string | null) => (part !== null && variable.test(part) ? null : part);
  return {
    raw,
    registry: variable.test(path) ? null : registry,
    repository: variable.test(path) ? null : repository,
    tag: known(tag),
    digest: known(digest),
    isUnresolved,
  };
}

function splitPath(path: string): { registry: string; repository: string } {
  const slash = path.indexOf('/');
  const first = slash < 0 ? '' : path.slice(0, slash);
  if (!/[.:]/.test(first) && first !== 'localhost') {
    return { registry: 'docker.io', repository: slash < 0 ? `library/${path}` : path };
  }
  const registry = first === 'index.docker.io' ? 'docker.io' : first;
  const rest = path.slice(slash + 1);
  return { registry, repository: registry === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest };
}

/** `docker.io/library/nginx`: what globs of policies are held against; null: it cannot be told. */
export function repositoryOf({ registry, repository }: ImageReference): string | null {
  return registry === null || repository === null ? null : `${registry}/${repository}`;
}

/** Whether a text holds a variable that is not resolved. */
export function holdsVariable(text: string): boolean {
  return variable.test(text);
}
