import type { HistoryEntry, ImageConfig, ImageFacts, Healthcheck } from '../model/facts.js';
import { classifyEnvironment, redactText } from '../secrets/redaction.js';
import { ArchiveError } from './archive-error.js';
import { configSecrets } from './config-secrets.js';
import { checkDocument, ImageConfigDocument } from './image-documents.js';

export type ImageConfigFacts = Pick<
  ImageFacts,
  'config' | 'history' | 'configSecrets' | 'createdAt' | 'platform'
>;

const nanosecondsPerMillisecond = 1_000_000;
const highestPort = 65_535;
/** All ports of TCP and of UDP. */
const maxPorts = 2 * highestPort;
/** Reproducible builds date images to the start of Unix' or ZIP's calendar, Go's empty time is the year 1. */
const lastStandInYear = 1980;

/**
 * What an image config says, in the terms of the fact model; secrets in it are redacted.
 * @param document the parsed JSON of an OCI or Docker image config.
 * @param classify decides what may be kept of an environment variable.
 * @throws ArchiveError `invalid-document`.
 */
export function readImageConfig(document: unknown, classify = classifyEnvironment): ImageConfigFacts {
  const parsed: ImageConfigDocument = checkDocument(ImageConfigDocument, document, 'The image config');
  return {
    platform: {
      os: parsed.os || 'unknown',
      architecture: parsed.architecture || 'unknown',
      variant: parsed.variant || null,
    },
    createdAt: creationTime(parsed.created),
    config: runtimeConfig(parsed.config ?? {}, classify),
    history: (parsed.history ?? []).map((step, index): HistoryEntry => ({
      index,
      createdBy: redactText(step.created_by ?? ''),
      createdAt: creationTime(step.created),
      emptyLayer: step.empty_layer ?? false,
    })),
    configSecrets: configSecrets(
      (parsed.history ?? []).map((step) => step.created_by ?? ''),
      parsed.config?.Labels ?? {},
    ),
  };
}

type RuntimeConfig = NonNullable<ImageConfigDocument['config']>;

function runtimeConfig(config: RuntimeConfig, classify: typeof classifyEnvironment): ImageConfig {
  return {
    user: config.User ?? '',
    environment: (config.Env ?? []).map((variable) => {
      const equals = variable.indexOf('=');
      return equals < 0
        ? classify(variable, '')
        : classify(variable.slice(0, equals), variable.slice(equals + 1));
    }),
    exposedPorts: exposedPorts(Object.keys(config.ExposedPorts ?? {})),
    volumes: Object.keys(config.Volumes ?? {}).sort(),
    entrypoint: redactArguments(config.Entrypoint ?? []),
    command: redactArguments(config.Cmd ?? []),
    workingDirectory: config.WorkingDir ?? '',
    labels: redactLabels(config.Labels ?? {}),
    healthcheck: healthcheckOf(config.Healthcheck),
    stopSignal: config.StopSignal || null,
  };
}

/** ISO 8601; null when there is no time, or one that stands for none. */
function creationTime(created: string | null | undefined): string | null {
  const time = created ? new Date(created) : null;
  if (!time || Number.isNaN(time.getTime()) || time.getUTCFullYear() <= lastStandInYear) return null;
  return time.toISOString();
}

function exposedPorts(exposed: readonly string[]): ImageConfig['exposedPorts'] {
  const ports: { port: number; protocol: string }[] = [];
  for (const text of exposed) {
    for (const port of portsOf(text)) ports.push(port);
    if (ports.length > maxPorts) {
      throw new ArchiveError('invalid-document', `The image config exposes more than ${maxPorts} ports`);
    }
  }
  return ports;
}

/** `80`, `53/udp`, `8000-8010/tcp`. */
function portsOf(exposed: string): { port: number; protocol: string }[] {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/([A-Za-z]{1,8}))?$/.exec(exposed);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (!match || last < first || last > highestPort) {
    const what = `The image config exposes ${JSON.stringify(exposed.slice(0, 80))}, which is no port`;
    throw new ArchiveError('invalid-document', what);
  }
  const protocol = (match[3] ?? 'tcp').toLowerCase();
  return Array.from({ length: last - first + 1 }, (_, index) => ({ port: first + index, protocol }));
}

function healthcheckOf(healthcheck: RuntimeConfig['Healthcheck']): Healthcheck | null {
  if (!healthcheck?.Test?.length) return null;
  return {
    test: redactArguments(healthcheck.Test),
    intervalMs: milliseconds(healthcheck.Interval),
    timeoutMs: milliseconds(healthcheck.Timeout),
    retries: healthcheck.Retries || null,
  };
}

/** Null for 0, which stands for the default. */
function milliseconds(nanoseconds: number | null | undefined): number | null {
  return nanoseconds ? nanoseconds / nanosecondsPerMillisecond : null;
}

/** What a label says is read with its name, as `password=x` would be. */
function redactLabels(labels: Readonly<Record<string, string>>): Record<string, string> {
  const redacted = Object.entries(labels).map(([name, value]) => [name, redactAfter(`${name}=`, value)]);
  return Object.fromEntries(redacted) as Record<string, string>;
}

/** Each argument is read with the one before it, as `--password x` would be. */
function redactArguments(words: readonly string[]): string[] {
  return words.map((word, index) =>
    index === 0 ? redactText(word) : redactAfter(`${words[index - 1]} `, word),
  );
}

/** The redacted text, where what stands before it may be what makes it a secret. */
function redactAfter(before: string, text: string): string {
  const redacted = redactText(before + text);
  return redacted.startsWith(before) ? redacted.slice(before.length) : redactText(text);
}
