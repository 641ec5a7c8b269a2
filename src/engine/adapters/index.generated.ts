// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { InputAdapter } from './input-adapter.js';

export type InputAdapterId = never;

/** Every variant in the folder, by id. */
export const inputAdapters: readonly InputAdapter[] = Object.freeze<InputAdapter[]>([]);
