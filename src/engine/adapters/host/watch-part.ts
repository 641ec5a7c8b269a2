import type { MachineFacts, RuntimeSensor } from '../../model/machine-facts.js';
import type { BundleParts } from './bundle-parts.js';

/**
 * Lines of `PATH` or `PATH DOCKER_CONTENT_TRUST=1`: where the client's environment may come from, and what it is set to.
 */
export function contentTrustOf(parts: BundleParts): MachineFacts['contentTrust'] {
  const values = parts.records('environment', (line) => {
    const [place = '', assignment] = line.trim().split(/\s+/, 2);
    if (place === '') return null;
    if (assignment === undefined) return [];
    const value = /^DOCKER_CONTENT_TRUST=(.{0,64})$/.exec(assignment)?.[1];
    return value === undefined ? null : [value.replace(/^(["'])(.*)\1$/, '$2')];
  });
  return values && [...new Set(values.flat())];
}

/** Lines of `falco-installed = true`, `falco-running = true`, `falco-activity = 1764000000` (seconds since 1970). */
export function sensorOf(parts: BundleParts): RuntimeSensor | null {
  const entries = parts.records('sensors', (line) => {
    const [, name, value] = /^\s*(falco-[a-z]+)\s*=\s*(\S+)\s*$/.exec(line) ?? [];
    return name === undefined ? null : ([name, value!] as const);
  });
  if (entries === null) return null;
  const told = new Map(entries);
  const truth = (name: string) => ({ true: true, false: false })[told.get(name) ?? ''] ?? null;
  const seconds = told.get('falco-activity') ?? '';
  return {
    isInstalled: truth('falco-installed'),
    isRunning: truth('falco-running'),
    lastActivity: /^\d{1,11}$/.test(seconds) ? new Date(Number(seconds) * 1_000).toISOString() : null,
  };
}
