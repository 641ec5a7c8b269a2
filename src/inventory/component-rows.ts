import { hash } from 'node:crypto';
import { moduleOfComponent } from '../engine/advisories/module-stream.js';
import { matchedPackage, normalisePackageName } from '../engine/advisories/package-name.js';
import type { Component } from '../engine/model/component.js';
import { versionKey } from '../engine/versions/version-key.js';

/** A stored component. */
export interface StoredId {
  readonly id: string;
  readonly identity: string;
}

/** `$1`: rows as JSON; gives those that are new. */
export const insertComponents = `INSERT INTO component
    (identity, ecosystem, name, version, architecture, purl, source_name, source_version, licence, match_name,
     version_key, module)
  SELECT decode(identity, 'hex'), ecosystem, name, version, architecture, purl, source_name, source_version, licence, match_name,
    decode(version_key, 'hex'), module
  FROM json_to_recordset($1) AS r(identity text, ecosystem text, name text, version text, architecture text, purl text,
    source_name text, source_version text, licence text, match_name text, version_key text,
    module text)
  ON CONFLICT (identity) DO NOTHING RETURNING id, encode(identity, 'hex') AS identity`;

/** Of the components whose identities are `$1`. */
export const selectIds = `SELECT id, encode(identity, 'hex') AS identity FROM component
  WHERE identity IN (SELECT decode(one, 'hex') FROM unnest($1::text[]) AS one)`;

/**
 * Over all that is stored: what one input says of a package must not stand for what another one says. A hash, because a
 * package URL may be longer than what an index holds.
 */
export function identityOf({
  ecosystem,
  name,
  version,
  architecture,
  purl,
  source,
  licence,
}: Component): string {
  const parts = [ecosystem, name, version, architecture, purl, source?.name, source?.version, licence];
  return hash('sha256', JSON.stringify(parts));
}

/** A component as a row of the table, but for its identity. */
export function rowOf(component: Component) {
  const matched = matchedPackage(component);
  const key = versionKey(component.ecosystem, matched.version);
  return {
    ecosystem: component.ecosystem,
    name: component.name,
    version: component.version,
    architecture: component.architecture,
    purl: component.purl,
    source_name: component.source?.name ?? null,
    source_version: component.source?.version ?? null,
    licence: component.licence,
    match_name: normalisePackageName(component.ecosystem, matched.name),
    version_key: key && Buffer.from(key).toString('hex'),
    module: moduleOfComponent(component),
  };
}
