import { z } from 'zod';
import { defineCheck } from './check.js';
import { commandText, judged, shown, type Offence } from './dockerfile/dockerfile-check.js';
import { copyModes, isWorldWritable, modesOf } from './dockerfile/modes.js';

function offence(written: string, mode: string, line: number, fact: string): Offence {
  const text = shown(written);
  return {
    element: shown(written, 180),
    line,
    text,
    fact,
    message: {
      en: `${text}: with the mode ${mode} anyone can write.`,
      zh: `${text}：权限 ${mode} 允许任何用户写入。`,
    },
  };
}

export const dfPermissiveModeCheck = defineCheck({
  id: 'df-permissive-mode',
  title: { en: 'World-writable permissions set', zh: '设置了过宽的文件权限' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'medium',
  parameters: z.object({}),
  remediation: { en: 'Give the narrowest mode.', zh: '授予最小权限。' },
  references: { nist: ['4.1.2'] },
  evaluate({ facts }) {
    const offences = facts.stages.flatMap(({ commands, instructions }) => [
      ...commands.flatMap((command) =>
        modesOf(command)
          .filter(isWorldWritable)
          .map((mode) => offence(commandText(command), mode, command.line, 'stages.commands')),
      ),
      ...instructions.flatMap((instruction) =>
        copyModes(instruction)
          .filter(isWorldWritable)
          .map((mode) => offence(instruction.text, mode, instruction.line, 'stages.instructions')),
      ),
    ]);
    return judged(facts, 'commands', offences);
  },
  examples: {
    good: [
      {
        name: 'narrow modes',
        input: 'dockerfile',
        text: 'FROM a:1\nCOPY --chmod=0755 a /a\nRUN chmod 1777 /tmp && chmod +x /a\n',
      },
    ],
    bad: [
      { name: 'a command', input: 'dockerfile', text: 'FROM a:1\nRUN chmod -R 777 /app\n' },
      { name: 'a copy', input: 'dockerfile', text: 'FROM a:1\nCOPY --chmod=666 a /a\n' },
    ],
  },
});
