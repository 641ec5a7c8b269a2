/**
 * A signal that is aborted after so many milliseconds, or when the other one is. Node.js collects a timeout that nothing
 * but `AbortSignal.any` knows of before its time (https://github.com/nodejs/node/issues/57736), and what waits for it then
 * waits without an end: one that is listened to stays.
 */
export function timeLimit(milliseconds: number, signal?: AbortSignal): AbortSignal {
  const limit = AbortSignal.timeout(milliseconds);
  limit.addEventListener('abort', () => undefined);
  return signal ? AbortSignal.any([limit, signal]) : limit;
}
