// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { FindingFormat } from './finding-format.js';
import { githubFormat } from './github.format.js';
import { jsonFormat } from './json.format.js';
import { junitFormat } from './junit.format.js';
import { sarifFormat } from './sarif.format.js';

export type FindingFormatId = 'github' | 'json' | 'junit' | 'sarif';

/** Every variant in the folder, by id. */
export const findingFormats: readonly FindingFormat[] = Object.freeze<FindingFormat[]>([
  githubFormat,
  jsonFormat,
  junitFormat,
  sarifFormat,
]);
