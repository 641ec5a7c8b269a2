import * as values from './values.js';
import type { ValueKind } from './values.js';

/** One environment variable. */
export interface Setting<Value> {
  readonly variable: string;
  readonly kind: ValueKind<Value>;
  /** The text that stands for an absent variable; null: the setting is null then. */
  readonly standard: string | null;
  /** How the documentation tells the default when `standard` is not what it should show. */
  readonly standardText?: string;
  /** Never shown; may also be given as a file through `<variable>_FILE`. */
  readonly isSecret: boolean;
  readonly meaning: string;
}

interface Extras {
  readonly isSecret?: boolean;
  readonly standardText?: string;
}

function required<Value>(
  variable: string,
  kind: ValueKind<Value>,
  standard: string,
  meaning: string,
  { isSecret = false, standardText }: Extras = {},
): Setting<Value> {
  return { variable, kind, standard, standardText, isSecret, meaning };
}

function optional<Value>(
  variable: string,
  kind: ValueKind<Value>,
  meaning: string,
  { isSecret = false, standardText }: Extras = {},
): Setting<Value | null> {
  return { variable, kind, standard: null, standardText, isSecret, meaning };
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Every setting, once: the parser, the type of the configuration and its documentation come from here. */
export const settings = {
  dataFolder: required(
    'IRONHULL_DATA',
    values.folder,
    './.ironhull',
    'Folder of everything the service keeps outside of a database: the embedded PostgreSQL and uploads.',
  ),
  host: required('IRONHULL_HOST', values.hostName, '127.0.0.1', 'Address the API listens on.'),
  port: required('IRONHULL_PORT', values.wholeNumber(0, 65_535), '8080', 'Port of the API; 0: any free one.'),
  databaseUrl: optional(
    'DATABASE_URL',
    values.connectionUrl(['postgres', 'postgresql'], 'postgres://user:password@host:5432/ironhull'),
    'PostgreSQL that holds the data. Without it, an embedded one runs in `IRONHULL_DATA`.',
    { isSecret: true, standardText: 'embedded' },
  ),
  redisUrl: optional(
    'REDIS_URL',
    values.connectionUrl(['redis', 'rediss'], 'redis://host:6379'),
    'Redis that holds the job queues. Without it, they live in PostgreSQL.',
    { isSecret: true, standardText: 'queues in PostgreSQL' },
  ),
  logLevel: required('IRONHULL_LOG_LEVEL', values.oneOf(levels), 'info', 'Least level that is logged.'),
  workerConcurrency: required(
    'IRONHULL_WORKER_CONCURRENCY',
    values.wholeNumber(1, 64),
    String(values.coreCount()),
    'Jobs that one worker process works on at the same time.',
    { standardText: 'number of cores' },
  ),
  layerConcurrency: required(
    'IRONHULL_LAYER_CONCURRENCY',
    values.wholeNumber(1, 16),
    '2',
    'Layers of one image that are read at the same time.',
  ),
  maxUploadBytes: required(
    'IRONHULL_MAX_UPLOAD',
    values.byteSize,
    '20GiB',
    'Largest image archive that may be uploaded.',
  ),
  maxDocumentBytes: required(
    'IRONHULL_MAX_DOCUMENT',
    values.byteSize,
    '64MiB',
    'Largest SBOM, or tar of lock files, that may be uploaded.',
  ),
  advisorySource: optional(
    'IRONHULL_ADVISORY_SOURCE',
    values.feedSource,
    'Where advisories come from by themselves, laid out as OSV does: `<ecosystem>/all.zip`, and beside it `modified_id.csv` and `<id>.json`. Without it, they are imported by hand.',
    { standardText: 'none' },
  ),
  knownExploitedSource: optional(
    'IRONHULL_KEV_SOURCE',
    values.feedSource,
    "Where CISA's catalogue of known exploited vulnerabilities (JSON) comes from by itself.",
    { standardText: 'none' },
  ),
  predictionSource: optional(
    'IRONHULL_EPSS_SOURCE',
    values.feedSource,
    "Where FIRST's scores (EPSS, CSV, plain or gzipped) come from by themselves.",
    { standardText: 'none' },
  ),
  advisoryEcosystems: optional(
    'IRONHULL_ADVISORY_ECOSYSTEMS',
    values.ecosystems,
    'Ecosystems whose advisories are fetched.',
    { standardText: 'those of the packages found' },
  ),
  advisoryMinutes: required(
    'IRONHULL_ADVISORY_MINUTES',
    values.wholeNumber(1, 10_080),
    '60',
    'Minutes from one look for new advisories to the next; the first packages of an ecosystem have one at once.',
  ),
  exemptionReminders: required(
    'IRONHULL_EXEMPTION_REMINDERS',
    values.dayList,
    '14,7,1',
    'Days before the end of an exemption at which it is noted that it is about to end.',
  ),
  policy: required(
    'IRONHULL_POLICY',
    values.policyName,
    'baseline',
    'Policy of the targets that no binding names another one for.',
  ),
  previewHours: optional(
    'IRONHULL_POLICY_PREVIEW_HOURS',
    values.wholeNumber(1, 8_760),
    'A policy is published only when that very content was previewed to the end within so many hours.',
    { standardText: 'no preview is demanded' },
  ),
  policyApproval: required(
    'IRONHULL_POLICY_APPROVAL',
    values.oneOf(['none', 'required']),
    'none',
    '`required`: a policy is published only from a draft that another author than its own has approved.',
  ),
  vexApproval: required(
    'IRONHULL_VEX_APPROVAL',
    values.oneOf(['none', 'required']),
    'none',
    '`required`: a source of VEX documents is trusted by somebody other than who imported what it says.',
  ),
  adminKey: optional(
    'IRONHULL_ADMIN_KEY',
    values.key,
    'API key with the role admin that the service makes sure exists when it starts.',
    { isSecret: true },
  ),
  receiptKey: optional(
    'IRONHULL_RECEIPT_KEY',
    values.ed25519Key,
    'Ed25519 key (PKCS8, PEM) that verdicts are signed with. Without it, one is made once and kept in the database.',
    { isSecret: true, standardText: 'made once' },
  ),
  receiptDays: optional(
    'IRONHULL_RECEIPT_DAYS',
    values.wholeNumber(1, 36_500),
    'Days after which what verdicts of the past were made from is removed: they can be verified then, and not replayed.',
    { standardText: 'kept for good' },
  ),
  secretsKey: optional(
    'IRONHULL_SECRETS_KEY',
    values.passphrase,
    'Seals what must be stored and used again: the key of the receipts and the secrets of webhooks. Without it, the key to them is in the database as well.',
    { isSecret: true, standardText: 'kept in the database' },
  ),
  eventSource: required(
    'IRONHULL_EVENT_SOURCE',
    values.reference,
    'urn:ironhull:service',
    'What events name as their source: a URI of your own for each service, where there are several.',
  ),
  eventDays: required(
    'IRONHULL_EVENT_DAYS',
    values.wholeNumber(1, 36_500),
    '90',
    'Days after which events and their deliveries are removed.',
  ),
  webhookNetworks: optional(
    'IRONHULL_WEBHOOK_NETWORKS',
    values.networks,
    'Networks that webhooks may go to although they are not public, and over plain http too.',
    { standardText: 'none' },
  ),
  webhookAttempts: required(
    'IRONHULL_WEBHOOK_ATTEMPTS',
    values.wholeNumber(1, 30),
    '12',
    'Attempts to deliver an event to a webhook before it is given up.',
  ),
  webhookRetrySeconds: required(
    'IRONHULL_WEBHOOK_RETRY_SECONDS',
    values.wholeNumber(1, 3_600),
    '10',
    'Longest wait before the second attempt; each further one may take twice as long.',
  ),
  url: optional('IRONHULL_URL', values.serviceUrl, 'Service that the command line talks to.'),
  apiKey: optional('IRONHULL_API_KEY', values.key, 'API key that the command line uses.', { isSecret: true }),
  shutdownSeconds: required(
    'IRONHULL_SHUTDOWN_SECONDS',
    values.wholeNumber(0, 3_600),
    '30',
    'How long requests and jobs under way may take to finish when the process is told to end.',
  ),
};
