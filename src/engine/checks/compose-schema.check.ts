import { z } from 'zod';
import type { ComposeFacts } from '../model/workload-document.js';
import { composeCheck, removeIn, type ProjectFault } from './compose-check.js';

/** Keys of services that decide on their isolation. */
const securityKeys =
  /^\/services\/[^/]*\/(?:user|privileged|cap_add|cap_drop|security_opt|read_only|network_mode|networks|pid|ipc|uts|userns_mode|cgroup|cgroup_parent|devices|device_cgroup_rules|volumes|volumes_from|tmpfs|ports|sysctls|group_add|runtime|use_api_socket|gpus|mem_limit|pids_limit|cpus|deploy|image)(?:\/|$)/;

function obsolete({ versionKey, versionPlace }: ComposeFacts): ProjectFault[] {
  if (versionKey === null) return [];
  return [
    {
      element: 'version',
      place: versionPlace,
      fact: 'compose.version_key',
      value: versionKey.slice(0, 100),
      severity: 'info',
      message: {
        en: 'The key "version" is obsolete: compose reads it and does nothing with it.',
        zh: '“version” 字段已过时：Compose 会忽略它。',
      },
      fix: [removeIn(versionPlace)],
    },
  ];
}

function unknownKeys(compose: ComposeFacts): ProjectFault[] {
  return compose.unknownKeys.map(({ path, suggestion, place }) => ({
    element: path,
    place,
    fact: 'compose.unknown_keys',
    value: path,
    message: {
      en: `Compose has no key "${path}": it is not in force${suggestion === null ? '' : `; did you mean "${suggestion}"?`}.`,
      zh: `Compose 没有字段“${path}”，该设置不生效${suggestion === null ? '' : `；是否应为“${suggestion}”？`}。`,
    },
  }));
}

function openVariables({ unresolvedVariables }: ComposeFacts): ProjectFault[] {
  const faults = new Map<string, ProjectFault>();
  for (const { name, place } of unresolvedVariables) {
    if (!securityKeys.test(place.pointer)) continue;
    const element = `${place.pointer.slice(1)} ${name}`;
    faults.set(element, {
      element,
      place,
      fact: 'compose.unresolved_vars',
      value: name,
      message: {
        en: `The variable ${name} has no value here: compose puts in an empty text when it is not set.`,
        zh: `变量 ${name} 没有值：未设置时 Compose 会代入空文本。`,
      },
    });
  }
  return [...faults.values()];
}

export const composeSchemaCheck = composeCheck({
  id: 'compose-schema',
  title: { en: 'Unknown or obsolete key', zh: 'Compose 字段未知或已过时' },
  severity: 'low',
  parameters: z.object({}),
  remediation: {
    en: 'Remove version; correct the key; give each variable a value or a default.',
    zh: '删除 version 字段；更正字段名；为变量提供值或默认值。',
  },
  references: { seed: ['§7.2'] },
  fixSafety: 'safe',
  evaluate: (compose) => ({
    faults: [...obsolete(compose), ...unknownKeys(compose), ...openVariables(compose)],
  }),
  examples: {
    good: [
      {
        name: 'known keys',
        input: 'compose',
        text: 'services:\n  web:\n    image: nginx:1.27\n    x-owner: shop\n    environment: { A: "${A}" }\n',
      },
    ],
    bad: [
      {
        name: 'a version',
        input: 'compose',
        text: 'version: "3.8"\nservices:\n  web:\n    image: nginx:1.27\n',
      },
      {
        name: 'a slip',
        input: 'compose',
        text: 'services:\n  web:\n    image: nginx:1.27\n    read_onli: true\n',
      },
      {
        name: 'a user that nobody names',
        input: 'compose',
        text: 'services:\n  web:\n    image: nginx:1.27\n    user: ${APP_USER}\n',
      },
    ],
  },
});
