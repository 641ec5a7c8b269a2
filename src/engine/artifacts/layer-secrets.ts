import type { FactProblem, FileSecret, SecretSearch } from '../model/facts.js';
import { secretReader } from '../secrets/secret-reader.js';
import type { SecretsExtract } from '../secrets/secret-scanner.js';
import type { LayerIndex } from './layer-index.js';
import type { Rootfs } from './rootfs.js';

/** What was found in one file of one layer. */
interface SearchedFile {
  readonly path: string;
  readonly layer: string;
  readonly extract: SecretsExtract;
}

/** Gathers the secrets of every layer, whatever later layers do to the files that hold them. */
export class LayerSecrets {
  private readonly files: SearchedFile[] = [];

  /** @param index the very one that is applied to the file system. */
  add({ diffId, extracts }: LayerIndex): void {
    for (const { path, extract } of extracts[secretReader.id] ?? []) {
      this.files.push({ path: `/${path}`, layer: diffId, extract: extract as SecretsExtract });
    }
  }

  /** @param rootfs what all the layers make. */
  facts(rootfs: Rootfs): SecretSearch {
    const present = this.files.length === 0 ? new Set<unknown>() : extractsIn(rootfs);
    const found = this.files.flatMap(({ path, layer, extract }) =>
      extract.secrets.map((secret): FileSecret => {
        return { ...secret, path, layer, deletedLater: !present.has(extract) };
      }),
    );
    const unsearched = this.files.flatMap(({ path, layer, extract }): FactProblem[] =>
      extract.unsearched === null ? [] : [{ path, layer, detail: extract.unsearched }],
    );
    return { found, unsearched };
  }
}

/** What is kept of the files that are there in the end. */
function extractsIn(rootfs: Rootfs): Set<unknown> {
  const extracts = new Set<unknown>();
  for (const { node } of rootfs.nodes()) {
    const extract = node.inode.extracts?.get(secretReader.id);
    if (extract !== undefined) extracts.add(extract);
  }
  return extracts;
}
