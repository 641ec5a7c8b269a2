import { readFileSync } from 'node:fs';

/** One line of a version table. */
export interface VersionCase {
  readonly line: string;
  readonly left: string;
  readonly relation: '<' | '=';
  readonly right: string;
}

/** Reads lines of `a < b` and `a = b`; empty ones and those that begin with # are left out. */
export function readVersionTable(file: URL): VersionCase[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [left, relation, right, ...rest] = line.split(' ');
      if (left === undefined || right === undefined || rest.length > 0)
        throw new Error(`not a case: ${line}`);
      if (relation !== '<' && relation !== '=') throw new Error(`not a case: ${line}`);
      return { line, left, relation, right };
    });
}
