import type { LayerSource } from '../inventory/layer.service.js';
import type { ImageInput } from './scan.table.js';

/** Of a layer's blob from which on a thread more pays, in bytes. */
const leastApart = 16 * 1024 * 1024;

/**
 * In which order layers are read, so many threads at a time: the largest first. One that would keep its thread busy when
 * all others are read is marked.
 */
export function longestFirst(layers: ImageInput['layers'], threads: number): LayerSource[] {
  const bytes = layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const isLongest = (size: number) => size >= leastApart && size * threads > bytes;
  return layers
    .toSorted((a, b) => b.sizeBytes - a.sizeBytes)
    .map((layer) => ({ ...layer, isLongest: isLongest(layer.sizeBytes) }));
}
