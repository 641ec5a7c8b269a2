import { z } from 'zod';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { isLoopback } from '../network/ip-address.js';
import { containerAdapter } from '../adapters/container.adapter.js';
import { defaultReadOptions } from '../adapters/input-adapter.js';
import { notCollected, stateOf } from './container-state.js';
import type { CheckSubjects } from './check.js';
import { aContainer } from './example-container.js';
import { decided, unknown, workloadCheck } from './workload-check.js';

type Listener = readonly [string, number];

/** The example's container with what listens in it. */
function listening(
  parts: Readonly<Record<string, unknown>>,
  ...listeners: readonly Listener[]
): CheckSubjects['container'] {
  const result = containerAdapter.read(aContainer(parts), defaultReadOptions);
  if (!result.ok) throw new Error(result.problem.message.en);
  const containers = (result.facts.containers ?? []).map((state) => ({
    ...state,
    listening: listeners.map(([ip, port]) => ({ ip, port, protocol: 'tcp', process: 'app' })),
  }));
  return { facts: { ...result.facts, containers }, workloads: result.facts.workloads };
}

export const containerUnexpectedListenerCheck = workloadCheck({
  id: 'container-unexpected-listener',
  title: { en: 'Process listens on an undeclared port', zh: '容器监听了未声明端口' },
  area: 'container',
  inputs: ['container'],
  os: 'any',
  severity: 'medium',
  parameters: z.object({}),
  remediation: {
    en: 'Find out what opened it; declare the port, or close it.',
    zh: '查明监听者；声明该端口或将其关闭。',
  },
  references: { cis: ['5.9'], bench: ['5.9'], nist: ['4.4.2'], seed: ['§7.2', '§8.2'] },
  evaluate(workload, _parameters, context) {
    const state = stateOf(context);
    if (!state) return notCollected;
    if (state.listening === null) return unknown('What listens in it was not collected.', '未采集监听端口。');
    const open = state.listening.filter(({ ip }) => !isLoopback(ip));
    if (open.length > 0 && (workload.exposedPorts === null || workload.ports === null))
      return unknown('Which ports it exposes is not known.', '其声明的端口未知。', 'exposedPorts');
    return decided(
      open
        .filter(({ port, protocol }) => !isDeclared(workload, port, protocol))
        .map(({ ip, port, protocol, process }) => ({
          element: `${port}/${protocol}`,
          fact: 'listening',
          value: `${process ?? '?'} ${ip}:${port}/${protocol}`,
          message: {
            en: `${process ?? 'A process'} listens on port ${port}/${protocol}, which is neither exposed nor published.`,
            zh: `${process ?? '某进程'}监听了 ${port}/${protocol} 端口，该端口既未声明也未发布。`,
          },
        }))
        .filter(({ element }, index, all) => all.findIndex((other) => other.element === element) === index),
    );
  },
  examples: {
    good: [
      {
        name: 'exposed',
        subject: listening({ Config: { ExposedPorts: { '8080/tcp': {} } } }, ['0.0.0.0', 8080]),
      },
      { name: 'its own loopback', subject: listening({}, ['127.0.0.1', 9000], ['::1', 9001]) },
    ],
    bad: [{ name: 'undeclared', subject: listening({}, ['::', 4444]) }],
  },
});

function isDeclared({ exposedPorts, ports }: WorkloadFacts, port: number, protocol: string): boolean {
  return (
    (exposedPorts ?? []).some((exposed) => exposed.port === port && exposed.protocol === protocol) ||
    (ports ?? []).some(
      ({ containerPort, containerPortEnd, protocol: published }) =>
        containerPort !== null &&
        published === protocol &&
        containerPort <= port &&
        port <= (containerPortEnd ?? containerPort),
    )
  );
}
