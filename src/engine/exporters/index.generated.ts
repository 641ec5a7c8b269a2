// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { Exporter } from './exporter.js';
import { cyclonedxExporter } from './cyclonedx.exporter.js';
import { spdxExporter } from './spdx.exporter.js';

export type ExporterId = 'cyclonedx' | 'spdx';

/** Every variant in the folder, by id. */
export const exporters: readonly Exporter[] = Object.freeze<Exporter[]>([cyclonedxExporter, spdxExporter]);
