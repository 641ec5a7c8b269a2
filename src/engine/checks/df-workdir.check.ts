import { posix } from 'node:path';
import { z } from 'zod';
import { defineCheck } from './check.js';
import { judged, shown, type Offence } from './dockerfile/dockerfile-check.js';
import { isWithin } from './dockerfile/paths.js';

const systemFolders = ['/proc', '/sys', '/dev', '/boot', '/etc', '/root'];

interface Fault {
  readonly en: string;
  readonly zh: string;
}

function faultOf(path: string): Fault | 'unknown' | null {
  if (path.startsWith('$')) return 'unknown';
  if (/^[A-Za-z]:[\\/]|^\\/.test(path)) return null;
  if (!path.startsWith('/')) {
    return {
      en: 'is relative: where it lies depends on what stands before',
      zh: '是相对路径：其位置取决于之前的指令',
    };
  }
  const folder = systemFolders.find((one) => isWithin(posix.normalize(path).replace(/(?<=.)\/$/, ''), one));
  if (folder !== undefined)
    return { en: `lies in the system folder ${folder}`, zh: `位于系统目录 ${folder}` };
  const variable = path.indexOf('$');
  return variable !== -1 && path.lastIndexOf('..') > variable ? 'unknown' : null;
}

export const dfWorkdirCheck = defineCheck({
  id: 'df-workdir',
  title: { en: 'WORKDIR relative or a system directory', zh: 'WORKDIR 相对路径或系统目录' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'low',
  parameters: z.object({}),
  remediation: { en: 'Use an application directory such as /app.', zh: '使用应用目录，例如 /app。' },
  references: { trivy: ['DS-0009', 'DS-0030'], hadolint: ['DL3000'] },
  evaluate({ facts }) {
    const offences: Offence[] = [];
    let hidden: string | null = null;
    for (const { keyword, arguments: words, line } of facts.stages.flatMap(
      ({ instructions }) => instructions,
    )) {
      const path = words.join(' ');
      const fault = keyword === 'WORKDIR' ? faultOf(path) : null;
      if (fault === 'unknown') hidden ??= path;
      else if (fault) {
        const text = `WORKDIR ${shown(path)}`;
        const message = { en: `${text} ${fault.en}.`, zh: `${text} ${fault.zh}。` };
        offences.push({ element: text, line, text, fact: 'stages.instructions', message });
      }
    }
    const doubt =
      hidden === null
        ? null
        : {
            en: `Which folder WORKDIR ${hidden} means is not known.`,
            zh: `无法得知 WORKDIR ${hidden} 指向哪个目录。`,
          };
    return judged(facts, 'instructions', offences, doubt);
  },
  examples: {
    good: [
      {
        name: 'a folder of its own',
        input: 'dockerfile',
        text: 'FROM a:1\nENV D=x\nWORKDIR "/development/$D"\n',
      },
    ],
    bad: [
      { name: 'a relative path', input: 'dockerfile', text: 'FROM a:1\nWORKDIR app\n' },
      { name: 'a system folder', input: 'dockerfile', text: 'FROM a:1\nWORKDIR /usr/../proc/self/fd/1\n' },
    ],
  },
});
