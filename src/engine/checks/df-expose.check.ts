import { z } from 'zod';
import type { DockerfileStage } from '../model/dockerfile-facts.js';
import { defineCheck } from './check.js';
import { imageStages, judged, type Offence } from './dockerfile/dockerfile-check.js';
import { sensitivePorts } from './sensitive-ports.js';

const lowestUnprivilegedPort = 1024;
const highestPort = 65_535;
const ssh = 22;

/** Ports of an EXPOSE that are worth naming: of a range the sensitive ones, and its first one when it is privileged. */
function notable(
  { port, portEnd }: DockerfileStage['exposed'][number],
  allowed: ReadonlySet<number>,
): number[] {
  const end = Math.min(portEnd ?? port, highestPort);
  const sensitive = [...sensitivePorts.keys()].filter((one) => port <= one && one <= end);
  const first = port < lowestUnprivilegedPort && !sensitive.includes(port) ? [port] : [];
  return [...first, ...sensitive].filter((one) => !allowed.has(one));
}

function offencesOf(stage: DockerfileStage, allowed: ReadonlySet<number>): Offence[] {
  return stage.exposed.flatMap((exposed) =>
    notable(exposed, allowed).map((port) => {
      const name = `${port}/${exposed.protocol}`;
      const service = sensitivePorts.get(port);
      return {
        element: `EXPOSE ${name}`,
        line: exposed.line,
        severity: port === ssh ? ('medium' as const) : ('low' as const),
        text: `EXPOSE ${name}`,
        fact: 'stages.exposed',
        message: service
          ? {
              en: `EXPOSE ${name} names a port of administration or databases (${service}).`,
              zh: `EXPOSE ${name} 声明了管理或数据库端口（${service}）。`,
            }
          : {
              en: `EXPOSE ${name} names a privileged port, for which a process needs more rights.`,
              zh: `EXPOSE ${name} 声明了特权端口，进程需要额外权限才能监听。`,
            },
      };
    }),
  );
}

export const dfExposeCheck = defineCheck({
  id: 'df-expose',
  title: { en: 'EXPOSE of SSH or a privileged port', zh: 'EXPOSE 特权端口或 SSH 端口' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'low',
  parameters: z.object({
    allow: z
      .array(z.int().min(0).max(highestPort))
      .max(1000)
      .default([])
      .describe('Ports that may be exposed.'),
  }),
  remediation: { en: 'Listen on a high port.', zh: '改为监听高位端口。' },
  references: { cis: ['5.8', '5.9'], trivy: ['DS-0004'], seed: ['§3.3'] },
  evaluate({ facts }, { allow }) {
    const stages = imageStages(facts);
    const hidden = stages.flatMap(({ unresolvedPorts }) => unresolvedPorts)[0];
    const doubt = hidden
      ? {
          en: `Which port EXPOSE ${hidden.text} names is not known.`,
          zh: `无法得知 EXPOSE ${hidden.text} 声明了哪个端口。`,
        }
      : null;
    const allowed = new Set(allow);
    return judged(
      facts,
      'instructions',
      stages.flatMap((stage) => offencesOf(stage, allowed)),
      doubt,
    );
  },
  examples: {
    good: [
      {
        name: 'a high port',
        input: 'dockerfile',
        text: 'FROM a:1 AS b\nEXPOSE 22\nFROM a:1\nEXPOSE 8080/tcp\n',
      },
      {
        name: 'what is allowed',
        input: 'dockerfile',
        text: 'FROM a:1\nEXPOSE 443\n',
        parameters: { allow: [443] },
      },
    ],
    bad: [
      { name: 'SSH', input: 'dockerfile', text: 'FROM a:1\nEXPOSE 22\n' },
      { name: 'a privileged port', input: 'dockerfile', text: 'FROM a:1\nEXPOSE 80\n' },
      { name: 'a database', input: 'dockerfile', text: 'FROM a:1\nEXPOSE 5432\n' },
    ],
  },
});
