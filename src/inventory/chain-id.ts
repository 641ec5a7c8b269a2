import { createHash } from 'node:crypto';

/**
 * The chain id of a stack of layers: it names the file system they make together
 * (https://github.com/opencontainers/image-spec/blob/main/config.md#layer-chainid).
 */
export function chainId(diffIds: readonly string[]): string {
  const [first = 'scratch', ...rest] = diffIds;
  return rest.reduce((chain, diffId) => `sha256:${sha256(`${chain} ${diffId}`)}`, first);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
