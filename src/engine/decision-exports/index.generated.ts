// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { DecisionExport } from './decision-export.js';
import { csafVexExport } from './csaf-vex.export.js';
import { cyclonedxVexExport } from './cyclonedx-vex.export.js';
import { grypeExport } from './grype.export.js';
import { kyvernoExport } from './kyverno.export.js';
import { openvexExport } from './openvex.export.js';
import { trivyignoreExport } from './trivyignore.export.js';

export type DecisionExportId = 'csaf-vex' | 'cyclonedx-vex' | 'grype' | 'kyverno' | 'openvex' | 'trivyignore';

/** Every variant in the folder, by id. */
export const decisionExports: readonly DecisionExport[] = Object.freeze<DecisionExport[]>([
  csafVexExport,
  cyclonedxVexExport,
  grypeExport,
  kyvernoExport,
  openvexExport,
  trivyignoreExport,
]);
