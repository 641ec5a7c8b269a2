import { z } from 'zod';
import {
  DockerBenchDocument,
  DockerfileDocument,
  DocumentName,
  HostDocument,
  WorkloadDocument,
  WorkloadKind,
} from './document.contract.js';
import { BigCount, connection, DateTime, Digest, Id, many, PageArgs } from './kit/schema.js';
import { fieldsOf, mutations, op, queries, subscriptions } from './kit/operation.js';
import { LabelPairs, Labels } from './label.contract.js';
import { Target, TargetKind } from './target.contract.js';

export const ScanState = z
  .enum(['queued', 'running', 'succeeded', 'failed'])
  .meta({ id: 'ScanState', description: 'Where a scan stands.' });

export const ScanProgress = z
  .object({
    percent: z.int().min(0).max(100),
    step: z.string().describe('What is being done, in plain words.'),
    layersDone: z.int32(),
    layersTotal: z.int32(),
    bytesDone: BigCount.describe('Bytes of blobs read so far.'),
    bytesTotal: BigCount.describe('Bytes of blobs to read; known layers are not read.'),
  })
  .meta({ id: 'ScanProgress' });
export interface ScanProgress extends z.output<typeof ScanProgress> {}

export const ScanError = z
  .object({ code: z.string().describe('Stable.'), message: z.string().describe('What is wrong, and where.') })
  .meta({ id: 'ScanError' });

export const Scan = z
  .object({
    id: Id,
    state: ScanState,
    kind: TargetKind,
    digest: z.string().describe('Digest of the image; of another input, of the bytes that were sent.'),
    references: z.array(z.string()),
    labels: Labels.describe('Set on the target when it is recorded.'),
    progress: ScanProgress,
    targetId: Id.nullable().describe('Null until it succeeded.'),
    error: ScanError.nullable(),
    requestedBy: z.string().describe('Name of the key.'),
    createdAt: DateTime,
    startedAt: DateTime.nullable(),
    finishedAt: DateTime.nullable(),
  })
  .meta({ id: 'Scan', description: 'One job over one input.' });
export interface Scan extends z.output<typeof Scan> {}

export const ScanFilter = z
  .object({
    state: many(ScanState).optional(),
    kind: many(TargetKind).optional(),
    digest: Digest.optional(),
  })
  .meta({ id: 'ScanFilter' });
export const ScanQuery = z.strictObject({ ...ScanFilter.shape, ...PageArgs.shape });
export interface ScanQuery extends z.output<typeof ScanQuery> {}

const label = LabelPairs.optional().describe('Labels to set on the target: `name=value`.');

const ImageName = z
  .string()
  .max(400)
  .regex(/^[A-Za-z0-9][\w./:@-]*$/, 'expected a reference of an image: registry.example/team/app:1');

export const ArchiveQuery = z.strictObject({
  label,
  reference: z.string().max(500).optional().describe('Which image, when the archive holds several.'),
  name: ImageName.optional().describe(
    'What the image is called, whatever the archive says: `registry.example/team/app:1`; without a tag, with those of the archive.',
  ),
  file: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe(
      "Name of the archive's file. Of an image that has a tag and no repository it is the repository.",
    ),
  platform: z
    .string()
    .regex(/^[a-z0-9]+\/[a-z0-9]+(\/[a-z0-9]+)?$/, 'expected os/architecture, such as linux/arm64')
    .optional()
    .describe('Which platform, when the image has several; linux/amd64 unless told.'),
  handover: Id.optional().describe(
    'Instead of a body: a link of this name to the archive, made in the folder `handover` of the data folder by whoever may.',
  ),
});
export interface ArchiveQuery extends z.output<typeof ArchiveQuery> {}

export const DocumentQuery = z.strictObject({
  reference: z
    .string()
    .min(1)
    .max(500)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'expected a name without control characters')
    .optional()
    .describe('A name for what is scanned: a repository, a product with its version.'),
  label,
});
export interface DocumentQuery extends z.output<typeof DocumentQuery> {}

export const DockerfileQuery = z.strictObject({
  ...DocumentQuery.shape,
  name: DocumentName.optional().describe("Its path from the project's folder; findings name it so."),
});
export const WorkloadQuery = z.strictObject({
  ...DockerfileQuery.shape,
  kind: WorkloadKind.optional().describe('Recognised by its form unless told.'),
});
export interface WorkloadQuery extends z.output<typeof WorkloadQuery> {}

export const ScanRequest = z
  .strictObject({
    workload: WorkloadDocument.optional(),
    dockerfile: DockerfileDocument.optional(),
    host: HostDocument.optional(),
    dockerBench: DockerBenchDocument.optional(),
    reference: DocumentQuery.shape.reference,
    labels: Labels.default({}).describe('Set on the target.'),
  })
  .refine(
    ({ reference: _, labels: __, ...documents }) =>
      Object.values(documents).filter((one) => one !== undefined).length === 1,
    { message: 'name one thing to scan: workload, dockerfile, host or dockerBench' },
  )
  .meta({ id: 'ScanRequestInput', description: 'What is to be scanned, and a name for it.' });
export interface ScanRequest extends z.output<typeof ScanRequest> {}

const list = op(
  'read',
  'Scans, newest first.',
  z.object({ filter: ScanFilter.optional(), ...PageArgs.shape }),
  connection(Scan),
);
export const scanGraphql = {
  ...queries({ scan: op('read', 'One scan.', z.object({ id: Id }), Scan.nullable()), scans: list }),
  ...mutations({
    scanDocument: op(
      'scan',
      'Scan a document that defines workloads, a Dockerfile, what was collected of a host, or what docker-bench-security said of one.',
      z.object({ input: ScanRequest }),
      Scan,
    ),
  }),
  ...subscriptions({
    scanChanged: op(
      'read',
      'Each change of a scan, from where it stands to its end.',
      z.object({ id: Id }),
      Scan,
    ),
  }),
  scanTarget: fieldsOf(Scan, { target: op('read', 'What it scanned.', z.object({}), Target.nullable()) })
    .target,
};
