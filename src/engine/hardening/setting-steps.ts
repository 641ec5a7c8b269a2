import { limitOfService } from '../checks/compose-limit.js';
import { isEveryAddress, shownPort } from '../checks/published-ports.js';
import type { WorkloadDocumentFacts } from '../model/workload-document.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { changedPort } from '../remediation/port-text.js';
import { removeFlag, set, setFlag, type WorkloadFix } from '../remediation/workload-fix.js';
import type { HardeningSettings } from './hardening-settings.js';
import { flagAndKey, type TemplateStep } from './template-steps.js';

/** What is said beside the text: done first, so that fixes find it. */
export function settingSteps(
  workload: WorkloadFacts,
  facts: WorkloadDocumentFacts,
  settings: HardeningSettings,
): TemplateStep[] {
  return [
    ...workloadSteps(workload, settings),
    ...limitSteps(workload, facts, settings),
    ...addressSteps(workload, settings),
  ];
}

function workloadSteps(workload: WorkloadFacts, { image, user, network }: HardeningSettings): TemplateStep[] {
  const steps: TemplateStep[] = [];
  if (image !== null) {
    const fix: WorkloadFix = {
      'run-command': [{ kind: 'set-image', to: image }],
      compose: [set('/image', image)],
    };
    steps.push(said('image', image, fix));
  }
  if (user !== null) steps.push(said('user', user, flagAndKey('--user', '/user', user)));
  if (network !== null && workload.network.mode !== 'none')
    steps.push(said('network', network, { 'run-command': [setFlag('--network', network)] }));
  return steps;
}

/** Limits: the flag, then the fact, its own key in a service, and its name in `deploy.resources.limits`. */
const limits = [
  ['memory', '--memory', 'resources.memoryBytes', 'mem_limit', 'memory'],
  ['cpus', '--cpus', 'resources.cpuLimitMillis', 'cpus', 'cpus'],
  ['pids', '--pids-limit', 'resources.pidsLimit', 'pids_limit', 'pids'],
] as const;

function limitSteps(
  workload: WorkloadFacts,
  facts: WorkloadDocumentFacts,
  settings: HardeningSettings,
): TemplateStep[] {
  const context = { facts, index: 0, now: new Date(0) };
  return limits.flatMap(([name, flag, fact, key, deployed]) => {
    const value = settings[name];
    if (value === null) return [];
    // The bound with swap is told by the limit: fixes set it anew.
    const swap = name === 'memory' ? [removeFlag('--memory-swap')] : [];
    const fix: WorkloadFix = {
      'run-command': [setFlag(flag, String(value)), ...swap],
      compose: limitOfService({ fact, key, deployed }, value, workload, context),
    };
    return said(name, String(value), fix);
  });
}

function said(what: string, value: string, fix: WorkloadFix): TemplateStep {
  return { message: { en: `${what} is ${value}, as said.`, zh: `按指定将 ${what} 设为 ${value}。` }, fix };
}

function addressSteps({ ports }: WorkloadFacts, { publishAddress }: HardeningSettings): TemplateStep[] {
  if (publishAddress === null) return [];
  return (ports ?? []).flatMap((port, index) => {
    if (!isEveryAddress(port.hostIp) || port.containerPort === null) return [];
    const shown = shownPort(port).replace(/\/tcp$/, '');
    const to = changedPort(shown, { hostIp: publishAddress }) ?? shown;
    const change = { hostIp: publishAddress };
    return {
      message: {
        en: `${shown} is published on ${publishAddress} alone, as said.`,
        zh: `按指定仅在 ${publishAddress} 上发布 ${shown}。`,
      },
      fix: {
        'run-command': [setFlag('--publish', to, shownPort(port))],
        compose: [{ kind: 'change-port', base: { fact: `ports.${index}` }, path: '', change }],
      },
    };
  });
}
