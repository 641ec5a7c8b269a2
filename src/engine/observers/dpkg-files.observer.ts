import type { FileReader } from '../model/file-reader.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { plainText, textLines } from '../text/text-lines.js';
import { isPackageEvidence } from './package-evidence.js';

const longestPath = 4_096;

/** The files that a package of Debian brought, one a line (dpkg's `info/<package>.list`), without the leading slash. */
export const dpkgFilesObserver: FileReader<string[]> = {
  id: 'dpkg-files',
  version: 3,
  maxBytes: 32 * 1024 * 1024,
  wants: (path) => /^var\/lib\/dpkg\/info\/[^/]+\.list$/.test(path),
  extract(_path, content) {
    const problems = new ReadProblems();
    const paths: string[] = [];
    for (const { number, text } of textLines(content, problems)) {
      if (!text.startsWith('/')) problems.add(`line ${number} is no path: ${quoted(text)}`);
      else if (isPackageEvidence(text)) paths.push(plainText(text.slice(1), longestPath));
    }
    return problems.settle(paths);
  },
};
