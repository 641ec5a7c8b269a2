import type { z } from 'zod';

const shownIssues = 3;

/** What a schema found wrong, for people: `affected[0].package.ecosystem: unknown ecosystem "X"`; at most three issues. */
export function problemOf(error: z.ZodError): string {
  const shown = error.issues.slice(0, shownIssues).map(({ path, message }) => {
    const where = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
    return where === '' ? message : `${where.replace(/^\./, '')}: ${message}`;
  });
  const rest = error.issues.length - shown.length;
  return rest > 0 ? `${shown.join('; ')}; and ${rest} more` : shown.join('; ');
}
