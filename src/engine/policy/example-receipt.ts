import type { ReceiptInputs } from '../model/verdict.js';

/** What a judgement was made from, for examples: each input by a letter. */
export const exampleReceipt: ReceiptInputs = {
  factsDigest: 'f',
  vulnerabilitiesDigest: 'u',
  advisorySnapshot: 'a',
  databaseDigest: 'd',
  policyHash: 'p',
  binding: null,
  mode: 'enforce',
  missingPolicy: null,
  exemptionsDigest: 'e',
  attestationsDigest: 't',
  vexDigest: 'v',
  targetDigest: 'n',
  scannedAt: null,
  judgedAt: '2026-11-24T10:00:00.000Z',
  engine: '1',
  verdictDigest: 'r',
};
