import { z } from 'zod';
import { workloadInputs } from '../engine/model/workload-document.js';
import { TextMap } from './kit/schema.js';

/** Targets that are read from one text. */
export type DocumentKind = 'workload' | 'dockerfile' | 'host' | 'docker-bench';

export const WorkloadKind = z.enum(workloadInputs).meta({
  id: 'WorkloadKind',
  description:
    'The form that workloads are defined in: a docker run line, docker inspect, compose, and so on.',
});

const isWithin = (path: string) =>
  !path.startsWith('/') && path.split('/').every((part) => part !== '..' && part !== '');

export const ComposeTarget = z.enum(['compose', 'swarm-stack']).meta({ id: 'ComposeTarget' });

/** What findings call a document: a path that stays within its project's folder. */
export const DocumentName = z
  .string()
  .min(1)
  .max(500)
  .regex(/^[^\p{Cc}\p{Cs}\\]+$/u, 'expected a path without control characters and backslashes')
  .refine(isWithin, "expected a path from the project's folder that does not leave it");

const name = DocumentName.optional().describe("Its path from the project's folder; findings name it so.");
const text = z.string().min(1).describe('As it is written.');
const files = TextMap.refine((map) => Object.keys(map).every(isWithin), 'expected paths within the folder')
  .default({})
  .describe('Other files of the project that it refers to: path from the folder to text.');

/** What a document that defines workloads is sent with. */
export const WorkloadFields = z
  .strictObject({
    text,
    name,
    kind: WorkloadKind.optional().describe('Recognised by its form unless told.'),
    files,
    environment: TextMap.default({}).describe('Variables that compose files are interpolated with.'),
    profiles: z
      .array(z.string().max(200))
      .max(100)
      .nullable()
      .default(null)
      .describe('Compose profiles that are on; null: every service counts.'),
    overrides: z
      .array(DocumentName)
      .max(50)
      .default([])
      .describe('Of `files`: compose files that are merged over it, in order.'),
    composeTarget: ComposeTarget.nullable()
      .default(null)
      .describe('What a compose file is deployed with; null: not known.'),
    kubernetesVersion: z.string().max(20).nullable().default(null).describe('Such as 1.34; null: not known.'),
  })
  .meta({
    id: 'WorkloadDocumentInput',
    description:
      'A document that defines workloads; its text, or its content as JSON, may stand for the whole.',
  });

/** A document alone may be given for the whole: its text, or what its JSON says. */
const withText = (value: unknown) => {
  if (typeof value === 'string') return { text: value };
  const isWhole = typeof value === 'object' && value !== null && !Object.hasOwn(value, 'text');
  return isWhole ? { text: JSON.stringify(value) } : value;
};

export const WorkloadDocument = z.preprocess(withText, WorkloadFields);
export type WorkloadDocument = z.output<typeof WorkloadDocument>;

const DockerfileFields = z
  .strictObject({ text, name, files })
  .meta({ id: 'DockerfileDocumentInput', description: 'A Dockerfile; its text may stand for the whole.' });
export const DockerfileDocument = z.preprocess(withText, DockerfileFields);
export type DockerfileDocument = z.output<typeof DockerfileDocument>;

const HostFields = z.strictObject({ text, name }).meta({
  id: 'HostDocumentInput',
  description:
    'What a collector brought of a host, a daemon.json, or docker info; its text or its JSON may stand for the whole.',
});
export const HostDocument = z.preprocess(withText, HostFields);
export type HostDocument = z.output<typeof HostDocument>;

const DockerBenchFields = z.strictObject({ text, name }).meta({
  id: 'DockerBenchDocumentInput',
  description:
    'What docker-bench-security wrote: its JSON, or its log; its text or its JSON may stand for the whole.',
});
export const DockerBenchDocument = z.preprocess(withText, DockerBenchFields);
export type DockerBenchDocument = z.output<typeof DockerBenchDocument>;
