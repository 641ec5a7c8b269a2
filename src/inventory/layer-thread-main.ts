import { parentPort } from 'node:worker_threads';
import { runLayerTask, type LayerTask, type ReadLayer } from './layer-task.js';
import { passedError, type PassedError } from './passed-error.js';

/** What a thread is told: to read a layer, or to stop reading it. One layer at a time. */
export type ToLayerThread = { readonly read: LayerTask } | { readonly stop: true };

/** What a thread tells of the layer it reads. */
export type FromLayerThread =
  { readonly bytes: number } | { readonly done: ReadLayer } | { readonly failed: PassedError };

/** Bytes that are told of at once. */
const toldBytes = 1024 * 1024;

/** The thread: reads what it is told to, until it is ended. */
function serve(port: NonNullable<typeof parentPort>): void {
  const tell = (message: FromLayerThread) => port.postMessage(message);
  let reading = new AbortController();
  port.on('message', (message: ToLayerThread) => {
    if ('stop' in message) return reading.abort();
    reading = new AbortController();
    let untold = 0;
    const onBytes = (count: number) => {
      untold += count;
      if (untold < toldBytes) return;
      tell({ bytes: untold });
      untold = 0;
    };
    runLayerTask(message.read, onBytes, reading.signal).then(
      (done) => {
        tell({ bytes: untold });
        port.postMessage({ done }, [done.content.buffer as ArrayBuffer]);
      },
      (error: unknown) => tell({ failed: passedError(error) }),
    );
  });
}

if (parentPort) serve(parentPort);
