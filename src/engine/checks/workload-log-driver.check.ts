import { z } from 'zod';
import { logDestination } from './log-destination.js';
import { decided, passed, unknown, workloadCheck } from './workload-check.js';

export const workloadLogDriverCheck = workloadCheck({
  id: 'workload-log-driver',
  title: { en: 'Container logs not shipped or disabled', zh: '容器日志未集中收集' },
  area: 'workload',
  inputs: ['run-command', 'container', 'compose'],
  os: 'any',
  severity: 'medium',
  parameters: z.object({
    remote_drivers: z
      .array(z.string())
      .default(['syslog', 'fluentd', 'gelf', 'awslogs', 'gcplogs', 'splunk', 'journald']),
    agent_collects_json: z
      .boolean()
      .default(false)
      .describe('An agent on the host ships what json-file and local write.'),
    allow_local_daemon: z.boolean().default(false).describe('The log daemon of the host ships it.'),
  }),
  remediation: {
    en: 'Use a remote driver, or declare the log agent.',
    zh: '使用远程日志驱动，或声明日志采集代理。',
  },
  references: { cis: ['2.13'], nist: ['4.4.5'], seed: ['§8.3', '§9.2'] },
  evaluate({ logging: { driver, options }, unresolved }, parameters) {
    if (driver === null || unresolved.includes('logging.driver'))
      return unknown(
        'It names no log driver, and the one of the daemon is not known.',
        '未指定日志驱动，且守护进程的日志驱动未知。',
        'logging.driver',
      );
    const fails = (en: string, zh: string, severity?: 'high') =>
      decided([
        { fact: 'logging.driver', value: driver, message: { en, zh }, ...(severity && { severity }) },
      ]);
    if (driver === 'none') return fails('What it logs is thrown away.', '日志被直接丢弃。', 'high');
    if (driver === 'json-file' || driver === 'local') {
      return parameters.agent_collects_json
        ? passed
        : fails(
            `What it logs stays on the host (${driver}) and is lost with it.`,
            `日志仅保存在宿主机（${driver}），随宿主机一同丢失。`,
          );
    }
    if (!parameters.remote_drivers.includes(driver))
      return fails(
        `The log driver "${driver}" is not one that ships logs.`,
        `日志驱动“${driver}”不属于远程收集驱动。`,
      );
    if (logDestination(driver, options) === 'remote' || parameters.allow_local_daemon) return passed;
    return fails(
      `What it logs goes to the log daemon of the same host (${driver}).`,
      `日志发往同一宿主机上的日志守护进程（${driver}）。`,
    );
  },
  examples: {
    good: [
      {
        name: 'a log server',
        input: 'run-command',
        text: 'docker run --log-driver syslog --log-opt syslog-address=tcp+tls://logs.example:6514 nginx:1.27',
      },
      {
        name: 'the daemon of the host',
        input: 'run-command',
        text: 'docker run --log-driver=syslog nginx:1.27',
        parameters: { allow_local_daemon: true },
      },
      {
        name: 'an agent',
        input: 'compose',
        text: ['services:', '  web:', '    image: nginx:1.27', '    logging: { driver: json-file }', ''].join(
          '\n',
        ),
        parameters: { agent_collects_json: true },
      },
    ],
    bad: [
      { name: 'thrown away', input: 'run-command', text: 'docker run --log-driver none nginx:1.27' },
      { name: 'on the host', input: 'run-command', text: 'docker run --log-driver json-file nginx:1.27' },
      {
        name: 'a service',
        input: 'compose',
        text: [
          'services:',
          '  web:',
          '    image: nginx:1.27',
          '    logging:',
          '      driver: local',
          '',
        ].join('\n'),
      },
      {
        name: 'a service without one of its own, of two',
        input: 'compose',
        text: [
          'services:',
          '  a:',
          '    image: a:1',
          '    logging: { driver: none }',
          '  b:',
          '    image: b:1',
          '',
        ].join('\n'),
      },
    ],
  },
});
