import { findRuns } from '../adapters/run-command/find-run.js';
import { parseRun } from '../adapters/run-command/given-flags.js';

/** A `docker run` line that stands on one line, with each flag and the image on its own; any other text as it is. */
export function brokenLine(text: string): string {
  const line = text.trimEnd();
  const [run] = findRuns(line).runs;
  if (!run || line.includes('\n')) return `${line}\n`;
  const { flags, unknown, image, terminator } = parseRun(run);
  const words = [...flags, ...unknown].map(({ word }) => word);
  const breaks = new Set([...words, ...(image === null ? [] : [terminator ?? image])]);
  const starts = [...breaks].sort((a, b) => a - b).map((word) => run.words[word]!.start);
  const parts = [0, ...starts].map((start, index) => line.slice(start, starts[index]).trimEnd());
  return `${parts.join(' \\\n  ')}\n`;
}
