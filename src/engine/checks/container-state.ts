import type { ContainerState } from '../model/workload-document.js';
import { notApplicable, unknown, type WorkloadContext } from './workload-check.js';

/** What is known of the container of a workload; null: nothing. */
export function stateOf({ facts, index }: WorkloadContext): ContainerState | null {
  return facts.containers?.[index] ?? null;
}

export const notCollected = unknown(
  'Nothing was collected of how the container runs.',
  '未采集容器的运行状态。',
);

/** Whether processes of it exist; null: not known. */
export function isRunning({ status }: ContainerState): boolean | null {
  return status === null ? null : status === 'running' || status === 'paused' || status === 'restarting';
}

export const notRunning = notApplicable('The container does not run.', '容器未在运行。');
export const processesNotCollected = unknown(
  'The list of its processes was not collected.',
  '未采集其进程列表。',
);

/** The program of a process: the last part of its first word. */
export function programOf(command: string): string {
  const [first = ''] = command.trim().split(/\s/, 1);
  return first.slice(first.lastIndexOf('/') + 1).replace(/[:,]$/, '');
}
