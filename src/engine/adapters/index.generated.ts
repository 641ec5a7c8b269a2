// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { InputAdapter } from './input-adapter.js';
import { dockerfileAdapter } from './dockerfile.adapter.js';

export type InputAdapterId = 'dockerfile';

/** Every variant in the folder, by id. */
export const inputAdapters: readonly InputAdapter[] = Object.freeze<InputAdapter[]>([dockerfileAdapter]);
