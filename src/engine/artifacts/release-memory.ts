/** What is posted to a closed port is lost, and the memory that goes with it is free at once. */
const { port1: nowhere } = new MessageChannel();
nowhere.close();

/**
 * Gives the memory of a decoder's output back at once, so that the next output takes its place while it is still in the
 * processor's caches, and the garbage collector is not called for it. Does nothing unless `chunk` is the last part of its
 * memory: what a decoder has filled to the end it does not touch again. Nothing of the memory can be read afterwards.
 */
export function releaseMemory({ buffer, byteOffset, length }: Uint8Array): void {
  if (!(buffer instanceof ArrayBuffer)) return;
  if (byteOffset + length === buffer.byteLength) nowhere.postMessage(null, [buffer]);
}
