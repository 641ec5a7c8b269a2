import type { z } from 'zod';
import type { RunsOn } from '../model/workload-facts.js';
import type { WorkloadInput } from '../model/workload-document.js';
import type { Check, WorkloadSubject } from './check.js';
import { aContainer } from './example-container.js';
import { elementsOf, evaluateExample, subjectOfText } from './evaluate-example.js';

const nothing: RunsOn = {
  hasAppArmor: null,
  isSelinuxEnforced: null,
  isSelinuxEnabled: null,
  defaultUlimits: null,
};

/** An inspected container that states nothing of security and limits but what is given. */
export function anInspection(host: object = {}, status = 'running'): string {
  const unstated = { Privileged: false, PidMode: '', IpcMode: 'private', SecurityOpt: null, Ulimits: null };
  return aContainer({ State: { Status: status }, HostConfig: { ...unstated, ...host } });
}

/** The elements that a check finds in a text of workloads (see `elementsOf`) where so much is known of their host. */
export function elementsOn<Input extends WorkloadInput, Parameters extends z.ZodObject>(
  check: Check<Input, Parameters>,
  input: Input,
  text: string,
  known: Partial<RunsOn>,
): string[] {
  const { facts, workloads } = subjectOfText(input, text) as WorkloadSubject;
  const runsOn = { ...nothing, ...known };
  const subject = { facts, workloads: workloads.map((workload) => ({ ...workload, runsOn })) };
  return elementsOf(evaluateExample(check, subject as never, {}));
}
