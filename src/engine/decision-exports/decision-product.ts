import { compareText } from '../checks/vulnerability-text.js';
import { repositoryOf } from '../policy/repository.js';
import type { DecidedTarget } from './decision-export.js';

/** A target as VEX names products. */
export interface DecisionProduct {
  /** Unique: a package URL of an image, else `urn:ironhull:…`. */
  readonly id: string;
  /** Null: it has none. */
  readonly purl: string | null;
  readonly name: string;
  readonly digest: string;
}

/** The target under each repository that it was seen in; once where it was seen in none, or is no image. */
export function productsOf({ kind, digest, references }: DecidedTarget): DecisionProduct[] {
  const name = references[0] ?? digest;
  if (kind !== 'image') return [{ id: `urn:ironhull:${kind}:${digest}`, purl: null, name, digest }];
  const repositories = [...new Set(references.map(repositoryOf))].sort(compareText);
  if (repositories.length === 0) {
    const purl = `pkg:oci/image@${encodeURIComponent(digest)}`;
    return [{ id: purl, purl, name, digest }];
  }
  return repositories.map((repository) => {
    const last = repository.slice(repository.lastIndexOf('/') + 1).toLowerCase();
    const version = encodeURIComponent(digest);
    const purl = `pkg:oci/${encodeURIComponent(last)}@${version}?repository_url=${encoded(repository)}`;
    return { id: purl, purl, name: `${repository}@${digest}`, digest };
  });
}

/** As qualifiers write it: slashes stand for themselves. */
function encoded(text: string): string {
  return encodeURIComponent(text.toLowerCase()).replaceAll('%2F', '/').replaceAll('%3A', ':');
}
