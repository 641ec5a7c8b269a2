// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { BenchmarkForm } from './benchmark-report.js';
import { csvForm } from './csv.form.js';
import { htmlForm } from './html.form.js';
import { jsonForm } from './json.form.js';
import { junitForm } from './junit.form.js';
import { textForm } from './text.form.js';

export type BenchmarkFormId = 'csv' | 'html' | 'json' | 'junit' | 'text';

/** Every variant in the folder, by id. */
export const benchmarkForms: readonly BenchmarkForm[] = Object.freeze<BenchmarkForm[]>([
  csvForm,
  htmlForm,
  jsonForm,
  junitForm,
  textForm,
]);
