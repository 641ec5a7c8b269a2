import { z } from 'zod';
import { effectiveArgv } from '../adapters/shell/effective-command.js';
import type { ShellCommand } from '../model/dockerfile-facts.js';
import { defineCheck } from './check.js';
import { commandText, imageStages, judged, shown } from './dockerfile/dockerfile-check.js';
import { packageCommand } from './dockerfile/package-command.js';

/** Scripts of projects that start a tool of another name. */
const wrapped: Readonly<Record<string, string>> = { mvnw: 'mvn', gradlew: 'gradle', yarnpkg: 'yarn' };

/** Whether a command is one of a tool: `go build` is `go` with `build` as its first word that is no option. */
function isTool(command: ShellCommand, tool: string): boolean {
  const [wanted = '', ...rest] = tool.split(' ');
  const [written = '', ...words] = effectiveArgv(command.argv);
  const program = Object.hasOwn(wrapped, written) ? wrapped[written] : written;
  if (program !== wanted) return false;
  const call = packageCommand(command);
  if (call && rest[0] === call.verb && rest.length === 2) {
    return call.packages.some((name) => name.split(/[=~<>]/)[0] === rest[1]);
  }
  const operands = words.filter((word) => !word.startsWith('-'));
  const isQuestion = words.length === 1 && /^(?:--?version|-v|-V|--help)$/.test(words[0]!);
  return !isQuestion && rest.every((word, index) => operands[index] === word);
}

export const dfMultistageCheck = defineCheck({
  id: 'df-multistage',
  title: { en: 'Build tools run in the final stage', zh: '未使用多阶段构建' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'low',
  parameters: z.object({
    build_tools: z
      .array(z.string().min(1).max(128))
      .max(200)
      .default([
        ...[
          'mvn',
          'gradle',
          'gcc',
          'make',
          'go build',
          'cargo build',
          'npm run build',
          'tsc',
          'dotnet publish',
        ],
        'apk add build-base',
      ])
      .describe('Commands that build, by their first words.'),
  }),
  remediation: {
    en: 'Build in an earlier stage and COPY --from the artefact.',
    zh: '在前面的阶段构建，再用 COPY --from 复制产物。',
  },
  references: { cis: ['4.3'], nist: ['4.1.2'], seed: ['§3.3', '§4.3'] },
  evaluate({ facts }, { build_tools: tools }) {
    const offences = imageStages(facts).flatMap(({ commands }) =>
      commands.flatMap((command) => {
        const tool = tools.find((one) => isTool(command, one));
        if (tool === undefined) return [];
        const text = shown(commandText(command));
        return [
          {
            element: `${tool}: ${shown(commandText(command), 150)}`,
            line: command.line,
            text,
            fact: 'stages.commands',
            message: {
              en: `${text} runs in the final stage, so the image holds ${tool} and what it needs.`,
              zh: `${text} 在最终阶段运行，镜像因此包含 ${tool} 及其依赖。`,
            },
          },
        ];
      }),
    );
    return judged(facts, 'commands', offences);
  },
  examples: {
    good: [
      {
        name: 'two stages',
        input: 'dockerfile',
        text: 'FROM golang:1.24 AS b\nRUN go build -o /a\nFROM scratch\nCOPY --from=b /a /a\n',
      },
    ],
    bad: [
      {
        name: 'one stage',
        input: 'dockerfile',
        text: 'FROM golang:1.24\nRUN CGO_ENABLED=0 go build -o /a ./...\n',
      },
      {
        name: 'build packages',
        input: 'dockerfile',
        text: 'FROM alpine:3.22\nRUN apk add --no-cache build-base\n',
      },
    ],
  },
});
