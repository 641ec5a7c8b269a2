import { z } from 'zod';
import type { ImageSignature } from '../model/image-signature.js';
import { listed } from '../model/text-parts.js';
import { matchesGlob } from '../policy/glob.js';
import { defineCheck, type Outcome, type Text } from './check.js';
import { anImageSubject } from './example-facts.js';

const location = { path: 'signatures', layer: null, line: null };
const kinds = ['cosign', 'notation'] as const;
const patterns = z.array(z.string().min(1).max(512)).max(1000).default([]);
const unseen = {
  en: 'Whether the image is signed is not known: its registry was not asked, and archives carry no signatures.',
  zh: '无法确定镜像是否已签名：未查询其镜像仓库，而归档文件不携带签名。',
};
const nobodyNamed = {
  en: 'The policy asks for who may sign (identities) and names nobody.',
  zh: '策略要求指定可签名的身份（identities），但未列出任何身份。',
};
const unsigned = { en: 'The image is not signed.', zh: '镜像未签名。' };

function isAmong(value: string | null, allowed: readonly string[]): boolean {
  return allowed.length === 0 || (value !== null && allowed.some((pattern) => matchesGlob(pattern, value)));
}

function whyNone(signatures: readonly ImageSignature[]): Text {
  if (signatures.length === 0) return unsigned;
  const seen = listed(
    signatures.map(({ kind, isVerified, identity }) =>
      [kind, isVerified ? 'verified' : 'not verified', identity ?? ''].filter(Boolean).join(', '),
    ),
  );
  return {
    en: `No signature of the image is of an accepted kind and verified against an accepted identity (${seen.en}).`,
    zh: `镜像没有任何受认可类型且通过指定身份验证的签名（${seen.zh}）。`,
  };
}

const signed = (parts: Partial<ImageSignature> = {}): ImageSignature => ({
  kind: 'cosign',
  isVerified: true,
  identity: 'https://git.example/app/.github/workflows/build.yaml@refs/heads/main',
  issuer: 'https://token.actions.example',
  ...parts,
});

/** Docker Content Trust has gone from the Docker CLI: Sigstore and Notation took its place. */
export const imageSignatureCheck = defineCheck({
  id: 'image-signature',
  title: { en: 'Image signature not verified', zh: '镜像未签名或签名未验证' },
  area: 'image',
  inputs: ['image'],
  severity: 'medium',
  parameters: z.object({
    identities: patterns.describe(
      'Globs of who may sign: the subject of the certificate; empty: anybody who was verified.',
    ),
    require_identities: z
      .boolean()
      .default(false)
      .describe('Without any identity named nothing is decided: anybody can have a signature verified.'),
    issuers: patterns.describe('Globs of who may vouch for the identity; empty: anybody.'),
    accept_kinds: z
      .array(z.enum(kinds))
      .min(1)
      .default([...kinds]),
  }),
  remediation: {
    en: 'Sign the image by its digest in the pipeline that builds it (cosign sign), and verify it where it is admitted.',
    zh: '在构建流水线中按摘要对镜像签名（cosign sign），并在准入环节验证签名。',
  },
  references: {
    cis: ['4.5', '4.12'],
    bench: ['4.5', '4.12'],
    dockle: ['CIS-DI-0005'],
    nist: ['4.1.5', '4.2.3'],
    seed: ['§4.2'],
  },
  evaluate({ facts }, { identities, issuers, accept_kinds: accepted, require_identities }): Outcome {
    const signatures = facts.signatures ?? null;
    if (!signatures) return { result: 'unknown', reason: unseen, location };
    if (require_identities && identities.length === 0)
      return { result: 'unknown', reason: nobodyNamed, location };
    const isGood = ({ kind, isVerified, identity, issuer }: ImageSignature) =>
      accepted.includes(kind) && isVerified && isAmong(identity, identities) && isAmong(issuer, issuers);
    if (signatures.some(isGood)) return { result: 'pass' };
    const evidence = [{ fact: 'signatures', value: String(signatures.length) }];
    return {
      result: 'fail',
      violations: [{ element: '', message: whyNone(signatures), location, evidence }],
    };
  },
  examples: {
    good: [
      { name: 'signed and verified', subject: anImageSubject({ signatures: [signed()] }) },
      {
        name: 'signed by who may',
        subject: anImageSubject({ signatures: [signed({ isVerified: false }), signed()] }),
        parameters: { identities: ['https://git.example/app/**'] },
      },
    ],
    bad: [
      { name: 'not signed', subject: anImageSubject({ signatures: [] }) },
      {
        name: 'signed by somebody else',
        subject: anImageSubject({ signatures: [signed({ identity: 'mallory@example.com' })] }),
        parameters: { identities: ['*@git.example'] },
      },
    ],
  },
});
