import { z } from 'zod';
import { effectiveArgv, programName } from '../adapters/shell/effective-command.js';
import type { ShellCommand } from '../model/dockerfile-facts.js';
import { defineCheck } from './check.js';
import { commandText, judged, shown, type Offence } from './dockerfile/dockerfile-check.js';
import { copyModes, modesOf, setsIdentity } from './dockerfile/modes.js';
import { packageCommand } from './dockerfile/package-command.js';

interface Fault {
  readonly what: string;
  readonly en: string;
  readonly zh: string;
}

const setsId = {
  what: 'setuid',
  en: 'lets whoever starts the file act as its owner or group',
  zh: '设置了 setuid 或 setgid 位',
};

function faultOf(command: ShellCommand): Fault | null {
  const [program, ...words] = effectiveArgv(command.argv);
  if (command.argv.some((word, index) => programName(word) === 'sudo' && isCommand(command, index))) {
    return {
      what: 'sudo',
      en: 'uses sudo, which a build step does not need',
      zh: '使用了构建步骤并不需要的 sudo',
    };
  }
  if (packageCommand(command)?.packages.some((name) => /^(?:sudo|doas)(?:[=~<>-]|$)/.test(name))) {
    return {
      what: 'sudo',
      en: 'installs sudo, by which processes become root',
      zh: '安装了 sudo，进程可借此成为 root',
    };
  }
  if (modesOf(command).some(setsIdentity)) return setsId;
  if (program === 'setcap' && !words.includes('-r')) {
    return {
      what: 'setcap',
      en: 'gives capabilities to whoever starts the file',
      zh: '为文件设置了 capability',
    };
  }
  return null;
}

/** Only what stands where a program may: `sudo x`, `env A=b sudo x`. */
function isCommand({ argv }: ShellCommand, index: number): boolean {
  return index === 0 || effectiveArgv([...argv.slice(0, index), 'x'])[0] === 'x';
}

function offence(fault: Fault, written: string, line: number, fact: string): Offence {
  const text = shown(written);
  const element = `${fault.what}: ${shown(written, 150)}`;
  return { element, line, text, fact, message: { en: `${text} ${fault.en}.`, zh: `${text} ${fault.zh}。` } };
}

export const dfSudoOrSetuidCheck = defineCheck({
  id: 'df-sudo-or-setuid',
  title: { en: 'sudo, setuid bits or file capabilities added', zh: '使用 sudo 或设置 setuid' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Do root work before USER and drop the tool.',
    zh: '在 USER 之前完成需要 root 的操作，并去掉该工具。',
  },
  references: {
    cis: ['4.8'],
    trivy: ['DS-0010'],
    hadolint: ['DL3004'],
    dockle: ['DKL-DI-0001'],
    nist: ['4.1.2'],
  },
  evaluate({ facts }) {
    const offences = facts.stages.flatMap(({ commands, instructions }) => [
      ...commands.flatMap((command) => {
        const fault = faultOf(command);
        return fault ? [offence(fault, commandText(command), command.line, 'stages.commands')] : [];
      }),
      ...instructions
        .filter((instruction) => copyModes(instruction).some(setsIdentity))
        .map(({ text, line }) => offence(setsId, text, line, 'stages.instructions')),
    ]);
    return judged(facts, 'commands', offences);
  },
  examples: {
    good: [
      {
        name: 'none of it',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN chmod 0755 /x && chmod u-s /usr/bin/su && echo sudo\n',
      },
    ],
    bad: [
      { name: 'sudo', input: 'dockerfile', text: 'FROM a:1\nRUN sudo apt-get update\n' },
      { name: 'a setuid bit', input: 'dockerfile', text: 'FROM a:1\nRUN chmod 4755 /x\n' },
      {
        name: 'a capability',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN setcap cap_net_bind_service=+ep /x\n',
      },
    ],
  },
});
