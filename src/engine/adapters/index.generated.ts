// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { InputAdapter } from './input-adapter.js';
import { composeAdapter } from './compose.adapter.js';
import { containerAdapter } from './container.adapter.js';
import { dockerBenchAdapter } from './docker-bench.adapter.js';
import { dockerfileAdapter } from './dockerfile.adapter.js';
import { hostAdapter } from './host.adapter.js';
import { kubernetesAdapter } from './kubernetes.adapter.js';
import { runCommandAdapter } from './run-command.adapter.js';
import { swarmServiceAdapter } from './swarm-service.adapter.js';

export type InputAdapterId =
  | 'compose'
  | 'container'
  | 'docker-bench'
  | 'dockerfile'
  | 'host'
  | 'kubernetes'
  | 'run-command'
  | 'swarm-service';

/** Every variant in the folder, by id. */
export const inputAdapters: readonly InputAdapter[] = Object.freeze<InputAdapter[]>([
  composeAdapter,
  containerAdapter,
  dockerBenchAdapter,
  dockerfileAdapter,
  hostAdapter,
  kubernetesAdapter,
  runCommandAdapter,
  swarmServiceAdapter,
]);
