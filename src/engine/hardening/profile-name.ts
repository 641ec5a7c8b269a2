import type { WorkloadFacts } from '../model/workload-facts.js';
import type { HardeningSettings } from './hardening-settings.js';

/** What a workload is called in names of files, profiles and services: small letters, digits and `-`. */
export function workloadName({ origin, image }: WorkloadFacts, { name }: HardeningSettings): string {
  const repository = image?.repository ?? '';
  const told = [name ?? '', origin.name, repository.slice(repository.lastIndexOf('/') + 1)];
  const usable = told.map(plain).find((text) => text !== '');
  return usable ?? 'container';
}

/** The name of the profiles that are made for a workload. */
export function profileName(workload: WorkloadFacts, settings: HardeningSettings): string {
  return `ironhull-${workloadName(workload, settings)}`;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
}
