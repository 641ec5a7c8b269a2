import { z } from 'zod';
import type { DockerfileStage, ShellCommand } from '../model/dockerfile-facts.js';
import type { Severity } from '../model/severity.js';
import { defineCheck } from './check.js';
import { downloadOf, verifies, type Download } from './dockerfile/downloads.js';
import { commandsOf, commandText, judged, shown, type Offence } from './dockerfile/dockerfile-check.js';

interface Fault {
  readonly severity: Severity;
  readonly en: string;
  readonly zh: string;
}

function faultOf({ isRun, isUnprotected }: Download, isVerified: boolean): Fault | null {
  if (isRun) {
    const en = 'pipes what it downloads into a program that runs it';
    return { severity: 'high', en, zh: '将下载内容直接交给程序执行' };
  }
  if (isUnprotected) {
    const en = 'downloads without protection on the way (HTTP, or unchecked certificates)';
    return { severity: 'high', en, zh: '下载过程未受保护（HTTP 或未校验证书）' };
  }
  if (isVerified) return null;
  const en =
    'downloads something, and no command of the same RUN checks it against a checksum or a signature';
  return { severity: 'medium', en, zh: '下载内容，但同一 RUN 中没有命令校验其校验和或签名' };
}

function offencesOf(stage: DockerfileStage): Offence[] {
  const verified = new Map<number, boolean>();
  const isVerified = ({ instruction }: ShellCommand) => {
    const known = verified.get(instruction) ?? commandsOf(stage, instruction).some(verifies);
    verified.set(instruction, known);
    return known;
  };
  return stage.commands.flatMap((command) => {
    const download = downloadOf(command, stage.commands);
    const fault = download && faultOf(download, isVerified(command));
    if (!download || !fault) return [];
    const text = shown(commandText(command));
    return [
      {
        element: `${command.argv[0]?.endsWith('wget') ? 'wget' : 'curl'} ${download.address}`,
        line: command.line,
        severity: fault.severity,
        text,
        fact: 'stages.commands',
        message: { en: `${text} ${fault.en}.`, zh: `${text} ${fault.zh}。` },
      },
    ];
  });
}

export const dfDownloadUnverifiedCheck = defineCheck({
  id: 'df-download-unverified',
  title: { en: 'Download used without integrity check', zh: '下载文件未校验完整性' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Pin the version, verify a checksum or signature in the same RUN, then run it; or fetch it by ADD --checksum.',
    zh: '固定版本，在同一 RUN 中校验校验和或签名后再执行；或使用 ADD --checksum 下载。',
  },
  references: {
    cis: ['4.11', '4.12'],
    bench: ['4.11', '4.12'],
    hadolint: ['DL4006'],
    nist: ['4.1.5'],
    seed: ['§4.3'],
  },
  evaluate({ facts }) {
    return judged(facts, 'commands', facts.stages.flatMap(offencesOf));
  },
  examples: {
    good: [
      {
        name: 'a checksum',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN curl -fsSLo x.tgz https://h/x.tgz \\\n && echo "00 x.tgz" | sha256sum -c - \\\n && tar -xf x.tgz\n',
      },
    ],
    bad: [
      {
        name: 'a script run at once',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN curl -sfL https://h/install.sh | sh -s -- -b /usr/local/bin\n',
      },
      {
        name: 'no check',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN wget https://h/x.tgz && tar -xf x.tgz\n',
      },
      {
        name: 'plain HTTP',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN curl -o x http://h/x && sha256sum -c x.sum\n',
      },
    ],
  },
});
