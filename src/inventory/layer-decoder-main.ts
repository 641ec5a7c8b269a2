import { workerData } from 'node:worker_threads';
import { defaultArchiveLimits } from '../engine/artifacts/archive-limits.js';
import { layerBytes } from '../engine/artifacts/layer-bytes.js';
import { RingWriter } from './byte-ring.js';
import { openBlob, type BlobPlace } from './part-of-file.js';

/** What a thread that decodes a layer is given. */
export interface DecoderTask {
  readonly blob: BlobPlace;
  /** Where the bytes go. */
  readonly memory: SharedArrayBuffer;
}

/** The thread: decodes the one layer, and tells of what it fails with by the ring. */
async function decode({ blob, memory }: DecoderTask): Promise<void> {
  const ring = new RingWriter(memory);
  let takenBytes = 0;
  const onInput = (count: number) => void (takenBytes += count);
  const takenSince = () => {
    const count = takenBytes;
    takenBytes = 0;
    return count;
  };
  try {
    for await (const chunk of layerBytes(openBlob(blob), defaultArchiveLimits, onInput)) {
      if (!ring.write(chunk, takenSince())) return;
    }
    ring.end(takenSince());
  } catch (error) {
    ring.end(takenSince(), error);
  }
}

await decode(workerData as DecoderTask);
