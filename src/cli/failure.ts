import { ClientError, ConnectionError } from '../client/client-error.js';
import { UsageError, type CommandLine } from './command-line.js';
import { shown } from './output/text.js';

/** Errors whose message is written for people, wherever they come from. */
const spoken = [
  'AdvisorySourceError',
  'AppError',
  'ArchiveError',
  'ConfigError',
  'EmbeddedPostgresError',
  'PolicyDocumentError',
];

const systemReasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not open it',
  EPERM: 'this user may not open it',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EADDRINUSE: 'something listens there already; choose another port with --port',
};

const hints: Readonly<Record<number, string>> = {
  401: 'Set IRONHULL_API_KEY to a key that is in force.',
  403: 'Use a key with a role that may do it; `ironhull keys create` makes one.',
};

/** Tells what went wrong, on standard error: what, where, and what to do about it. */
export function reportFailure({ errors, environment }: CommandLine, error: unknown): void {
  const [first = '', ...rest] = linesOf(error);
  errors.write(`ironhull: ${first}\n`);
  for (const line of rest) errors.write(`  ${line}\n`);
  if (error instanceof Error && environment['IRONHULL_LOG_LEVEL'] === 'debug') {
    errors.write(`${error.stack}\n`);
  }
}

function linesOf(error: unknown): string[] {
  if (error instanceof ClientError) return problemLines(error);
  if (error instanceof ConnectionError) {
    return [shown(error.message), 'Is it running, and is IRONHULL_URL its address?'];
  }
  if (!(error instanceof Error)) return [shown(String(error))];
  if (error instanceof UsageError || spoken.includes(error.name)) {
    return error.message.split('\n').map((line) => shown(line).trim());
  }
  const reason = systemReasons[memberOf(error, 'code') ?? ''];
  const place = memberOf(error, 'path') ?? memberOf(error, 'address');
  if (reason && place !== null) {
    const port = memberOf(error, 'port');
    return [`${shown(place)}${port === null ? '' : `:${port}`}: ${reason}`];
  }
  return [
    `something went wrong that was not foreseen: ${shown(error.message)}`,
    'With IRONHULL_LOG_LEVEL=debug it tells where.',
  ];
}

/** A text or number that an object carries beside what its type says; null: none. */
function memberOf(value: object, name: string): string | null {
  const member: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
  return typeof member === 'string' || typeof member === 'number' ? String(member) : null;
}

/** At most so many details of one problem are told. */
const toldDetails = 10;

function problemLines({ message, problem, status }: ClientError): string[] {
  const { errors } = problem;
  const details = Array.isArray(errors) ? errors.slice(0, toldDetails).map(detailText) : [];
  const hint = hints[status];
  return [shown(message), ...details, ...(hint ? [hint] : [])];
}

function detailText(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return shown(String(entry));
  const path = memberOf(entry, 'path') ?? '';
  return shown(`${path === '' ? '' : `${path}: `}${memberOf(entry, 'detail') ?? 'not valid'}`);
}
