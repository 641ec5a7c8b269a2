import { createHash } from 'node:crypto';

/**
 * The chain id of a stack of layers: it names the file system they make together
 * (https://github.com/opencontainers/image-spec/blob/main/config.md#layer-chainid).
 */
export function chainId(diffIds: readonly string[]): string {
  return chainIds(diffIds).at(-1) ?? 'scratch';
}

/** The chain id of the first layer, of the first two, and so on to all of them. */
export function chainIds(diffIds: readonly string[]): string[] {
  const chains: string[] = [];
  for (const diffId of diffIds) {
    const below = chains.at(-1);
    chains.push(below === undefined ? diffId : `sha256:${sha256(`${below} ${diffId}`)}`);
  }
  return chains;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
