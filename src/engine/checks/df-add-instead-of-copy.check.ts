import { z } from 'zod';
import type { DockerfileInstruction } from '../model/dockerfile-facts.js';
import type { Severity } from '../model/severity.js';
import type { LineEdit } from '../remediation/edit.js';
import { defineCheck } from './check.js';
import { judged, shown, writtenKeyword, type Offence } from './dockerfile/dockerfile-check.js';

const archive = /\.(?:tar|tgz|tbz2?|txz|tlz|tzst|gz|bz2|xz|lzma|zst|Z)$/;
const git = /^(?:git@|git:\/\/|ssh:\/\/|https?:\/\/[^#]*\.git(?:#|$))/;
const copyFlags = ['chown', 'chmod', 'link', 'exclude'];

interface Fault {
  readonly severity: Severity;
  readonly en: string;
  readonly zh: string;
}

function faultOf(source: string, hasChecksum: boolean): Fault | null {
  if (git.test(source)) {
    if (hasChecksum || /#[0-9a-f]{40}(?:[0-9a-f]{24})?(?::|$)/.test(source)) return null;
    return {
      severity: 'medium',
      en: 'fetches a repository that no commit pins',
      zh: '获取未固定到提交的仓库',
    };
  }
  if (/^https?:\/\//.test(source)) {
    if (hasChecksum) return null;
    const isPlain = source.startsWith('http:');
    return {
      severity: isPlain ? 'high' : 'medium',
      en: `fetches ${isPlain ? 'over unprotected HTTP, ' : ''}without --checksum`,
      zh: `${isPlain ? '通过未加密的 HTTP ' : ''}下载且未使用 --checksum`,
    };
  }
  if (archive.test(source) || source.startsWith('<<') || source.includes('$')) return null;
  return {
    severity: 'low',
    en: 'adds a local file, for which COPY is enough',
    zh: '添加本地文件，使用 COPY 即可',
  };
}

/** The source of an ADD that a variable hides: it may be a local file, an archive or an address. */
function hiddenSource({ keyword, arguments: words }: DockerfileInstruction): string[] {
  const source = keyword === 'ADD' ? words.slice(0, -1).find(isHidden) : undefined;
  return source === undefined ? [] : [source];
}

function isHidden(source: string): boolean {
  return source.includes('$') && !archive.test(source) && !/^https?:\/\//.test(source) && !git.test(source);
}

function offenceOf(instruction: DockerfileInstruction): Offence[] {
  const { keyword, arguments: words, flags, line, text } = instruction;
  if (keyword !== 'ADD' || /^(?:file|multi):[0-9a-f]{16,}$/.test(words[0] ?? '')) return [];
  const hasChecksum = flags.some(({ name }) => name === 'checksum');
  const sources = words.slice(0, -1);
  const faults = sources.flatMap((source) => faultOf(source, hasChecksum) ?? []);
  const worst = ['high', 'medium', 'low'].flatMap(
    (level) => faults.find(({ severity }) => severity === level) ?? [],
  )[0];
  if (!worst) return [];
  const isLocal = faults.length === sources.length && faults.every(({ severity }) => severity === 'low');
  const isCopy = isLocal && flags.every(({ name }) => copyFlags.includes(name));
  const word = writtenKeyword(instruction);
  const fix: LineEdit[] = [{ kind: 'replace-next-word', line, column: 0, word, by: 'COPY' }];
  return [
    {
      element: `ADD ${words.join(' ')}`,
      line,
      severity: worst.severity,
      text: shown(text),
      fact: 'stages.instructions',
      message: { en: `${shown(text)} ${worst.en}.`, zh: `${shown(text)} ${worst.zh}。` },
      ...(isCopy ? { fix } : {}),
    },
  ];
}

export const dfAddInsteadOfCopyCheck = defineCheck({
  id: 'df-add-instead-of-copy',
  title: { en: 'ADD used where COPY is enough', zh: '应使用 COPY 代替 ADD' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Use COPY; for downloads use ADD --checksum.',
    zh: '使用 COPY；下载时使用 ADD --checksum。',
  },
  references: {
    cis: ['4.9'],
    bench: ['4.9'],
    trivy: ['DS-0005'],
    hadolint: ['DL3020'],
    dockle: ['CIS-DI-0009'],
    seed: ['§4.3'],
  },
  fixSafety: 'safe',
  evaluate({ facts }) {
    const instructions = facts.stages.flatMap((stage) => stage.instructions);
    const hidden = instructions.flatMap(hiddenSource)[0];
    const doubt =
      hidden === undefined
        ? null
        : {
            en: `What ${shown(hidden)} adds is not known: a variable has no value here.`,
            zh: `无法得知 ${shown(hidden)} 添加的内容：变量在此处没有值。`,
          };
    return judged(facts, 'instructions', instructions.flatMap(offenceOf), doubt);
  },
  examples: {
    good: [
      {
        name: 'an archive and a checked download',
        input: 'dockerfile',
        text: 'FROM a:1\nADD rootfs.tar.xz /\nADD --checksum=sha256:00 https://h/x /x\nCOPY a /a\n',
      },
    ],
    bad: [
      {
        name: 'a local file',
        input: 'dockerfile',
        text: 'FROM a:1\nADD README /ADD\nonbuild add --chown=1:1 \\\n  a /a\n',
      },
      { name: 'a download', input: 'dockerfile', text: 'FROM a:1\nADD https://h/x /x\n' },
    ],
  },
});
