import type { FoundComponent } from '../model/component.js';
import { digestOf } from '../policy/canonical-json.js';
import type { ReportSource } from './exporter.js';

/** A UUID (RFC 9562, version 8) that follows from what the report is written from. */
export function reportUuid({ product, target, verdict }: ReportSource, format: string): string {
  const named = {
    format,
    product,
    target,
    verdict: { ...verdict, judgedAt: verdict.judgedAt.toISOString() },
  };
  return uuidOf(named);
}

/** A UUID (RFC 9562, version 8) that follows from the value. */
export function uuidOf(named: object): string {
  const digits = digestOf(named)
    .slice('sha256:'.length, 'sha256:'.length + 32)
    .split('');
  digits[12] = '8';
  digits[16] = ((Number.parseInt(digits[16]!, 16) & 0x3) | 0x8).toString(16);
  return digits.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** What the report calls its target; never empty. */
export function targetName({ target }: ReportSource): string {
  return target.references.find((reference) => reference !== '') ?? target.digest;
}

/** By package URL, the same on every machine. */
export function sortedComponents({ inventory }: ReportSource): FoundComponent[] {
  const keyed = inventory.components.map((component) => ({
    component,
    key: `${component.purl}\n${JSON.stringify(component)}`,
  }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ component }) => component);
}

/** Components that a vulnerability speaks of have the same key. */
export function componentKey(component: {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
}): string {
  const { ecosystem, name, version, purl } = component;
  return JSON.stringify([ecosystem, name, version, purl]);
}
