// Written by scripts/generate-registries.mjs: run `npm run generate` instead of editing.
import type { HardeningGenerator } from './generator.js';
import { apparmorGenerator } from './apparmor.generator.js';
import { auditGenerator } from './audit.generator.js';
import { composeGenerator } from './compose.generator.js';
import { daemonGenerator } from './daemon.generator.js';
import { firewallGenerator } from './firewall.generator.js';
import { runGenerator } from './run.generator.js';
import { seccompGenerator } from './seccomp.generator.js';
import { subidGenerator } from './subid.generator.js';

export type HardeningGeneratorId =
  'apparmor' | 'audit' | 'compose' | 'daemon' | 'firewall' | 'run' | 'seccomp' | 'subid';

/** Every variant in the folder, by id. */
export const hardeningGenerators: readonly HardeningGenerator[] = Object.freeze<HardeningGenerator[]>([
  apparmorGenerator,
  auditGenerator,
  composeGenerator,
  daemonGenerator,
  firewallGenerator,
  runGenerator,
  seccompGenerator,
  subidGenerator,
]);
