// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { VexReader } from './vex-reader.js';
import { csafVex } from './csaf.vex.js';
import { cyclonedxVex } from './cyclonedx.vex.js';
import { openvexVex } from './openvex.vex.js';

export type VexReaderId = 'csaf' | 'cyclonedx' | 'openvex';

/** Every variant in the folder, by id. */
export const vexReaders: readonly VexReader[] = Object.freeze<VexReader[]>([
  csafVex,
  cyclonedxVex,
  openvexVex,
]);
