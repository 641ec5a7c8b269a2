import type { AuditWatch } from '../../model/machine-facts.js';
import type { BundleParts } from './bundle-parts.js';
import { readAuditLine } from './line-parts.js';

/**
 * The watches of the audit's rules. A line `# loaded` or `# stored` tells which of the two those after it are; else it is
 * not known.
 */
export function auditWatchesOf(parts: BundleParts): readonly AuditWatch[] | null {
  let origin: AuditWatch['origin'] = 'unknown';
  const watches = parts.records('audit-rules', (line) => {
    const told = /^# (loaded|stored)$/.exec(line.trim())?.[1];
    if (told === 'loaded' || told === 'stored') origin = told;
    const rule = readAuditLine(line);
    return rule === null || rule === 'none' ? rule : { ...rule, origin };
  });
  return watches?.filter((watch) => watch !== 'none') ?? null;
}
