import { plainText } from '../text/text-lines.js';
import type { DecisionSource } from './decision-export.js';

const longestLine = 200;

/** What the file is, and what is left out of it, as comments of YAML. */
export function headComment(
  { product, name, issuedAt, leftOut }: DecisionSource,
  notes: readonly string[] = [],
): string {
  const lines = [
    `Written by ${product.name} ${product.version}: what is waived for ${name}, as of ${issuedAt.toISOString()}.`,
    ...leftOut.map(({ id, reason }) => `Left out: exemption ${id}: ${reason}.`),
    ...notes,
  ];
  return lines.map((line) => `# ${plainText(line, longestLine)}\n`).join('');
}
