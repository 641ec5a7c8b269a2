// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { InputAdapter } from './input-adapter.js';
<<<<<<< HEAD
import { dockerfileAdapter } from './dockerfile.adapter.js';

export type InputAdapterId = 'dockerfile';

/** Every variant in the folder, by id. */
export const inputAdapters: readonly InputAdapter[] = Object.freeze<InputAdapter[]>([dockerfileAdapter]);
=======
import { containerAdapter } from './container.adapter.js';
import { kubernetesAdapter } from './kubernetes.adapter.js';
import { runCommandAdapter } from './run-command.adapter.js';
import { swarmServiceAdapter } from './swarm-service.adapter.js';

export type InputAdapterId = 'container' | 'kubernetes' | 'run-command' | 'swarm-service';

/** Every variant in the folder, by id. */
export const inputAdapters: readonly InputAdapter[] = Object.freeze<InputAdapter[]>([
  containerAdapter,
  kubernetesAdapter,
  runCommandAdapter,
  swarmServiceAdapter,
]);
>>>>>>> shape
