import type { HostFacts, HostPart } from '../model/host-facts.js';
import type { Text } from '../model/text.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import type { FixLimits } from '../remediation/apply-fixes.js';
import type { HardenedText } from './harden-text.js';
import type { HardeningSettings } from './hardening-settings.js';

/** Something that was changed or added, and why. */
export interface HardeningChange {
  /** The check that asks for it; null: the template does. */
  readonly check: string | null;
  readonly message: Text;
}

/** A text that hardens a workload or a host. */
export interface HardeningProduct {
  /** A file's name for it. */
  readonly fileName: string;
  readonly text: string;
  /** How it is put to use. */
  readonly use: Text;
  readonly changes: readonly HardeningChange[];
  /** What it may break. */
  readonly risks: readonly Text[];
  readonly undo: Text;
  /** What no program can decide: it is left to whoever uses it. */
  readonly open: readonly HardeningChange[];
}

interface Generator {
  /** Equal to the file's name. */
  readonly id: string;
  readonly title: Text;
}

/** Makes texts for a workload. Pure and total. */
export interface WorkloadGenerator extends Generator {
  readonly subject: 'workload';
  generate(hardened: HardenedText, settings: HardeningSettings): readonly HardeningProduct[];
}

/** One product for each workload of Linux: profiles are of its kernel. */
export function ofLinuxWorkloads(
  productFor: (workload: WorkloadFacts, settings: HardeningSettings) => HardeningProduct,
): WorkloadGenerator['generate'] {
  return ({ subject }, settings) =>
    subject.workloads
      .filter(({ origin }) => origin.os === 'linux')
      .map((workload) => productFor(workload, settings));
}

/** A host, with the texts that its facts were read from. */
export interface HardeningHost {
  readonly facts: HostFacts;
  /** The text of a part of it; null: not known. */
  readonly textOf: (part: HostPart) => string | null;
  /** When the texts are made. */
  readonly now: Date;
  /** How much may be done for it; absent: as much as it takes. */
  readonly limits?: FixLimits;
}

/** Makes texts for a host. Pure and total; a host of which nothing is known has parameters alone. */
export interface HostGenerator extends Generator {
  readonly subject: 'host';
  /** A text for people in place of products: why nothing can be made. */
  generate(host: HardeningHost, settings: HardeningSettings): readonly HardeningProduct[] | Text;
}

export type HardeningGenerator = WorkloadGenerator | HostGenerator;

/** Keeps a generator's own type while it is held to the interface. */
export function defineHardening<Generator extends HardeningGenerator>(generator: Generator): Generator {
  return generator;
}
