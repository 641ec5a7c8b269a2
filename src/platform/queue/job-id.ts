/**
 * A job's id from what the job is about, the same each time, so that the same work is queued once:
 * `jobId('scan', id)`. Different parts never make the same id. BullMQ takes neither colons nor whole numbers.
 */
export function jobId(first: string, second: string, ...rest: readonly string[]): string {
  return [first, second, ...rest].map(escapePart).join('.');
}

/** Keeps letters, digits, `-` and `_`; any other UTF-16 unit becomes `~` and its four hexadecimal digits. */
function escapePart(part: string): string {
  return part.replace(/[^A-Za-z0-9_-]/g, (unit) => `~${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
