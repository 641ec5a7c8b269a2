import { chiselEntries, isChiselManifest } from '../catalogers/chisel-manifest.js';
import type { FileReader } from '../model/file-reader.js';
import { textAt } from '../text/documents.js';
import { quoted, ReadProblems } from '../text/read-problems.js';
import { plainText } from '../text/text-lines.js';
import { isPackageEvidence } from './package-evidence.js';

const longestPath = 4_096;

/** The files that slices of Ubuntu's packages brought, by Chisel's manifest, without the leading slash. */
export const chiselFilesObserver: FileReader<string[]> = {
  id: 'chisel-files',
  version: 1,
  maxBytes: 16 * 1024 * 1024,
  wants: isChiselManifest,
  extract(_path, content) {
    const problems = new ReadProblems();
    const paths: string[] = [];
    for (const entry of chiselEntries(content, 'path', problems)) {
      const path = textAt(entry, 'path') ?? '';
      if (!path.startsWith('/')) problems.add(`${quoted(path)} is no path`);
      else if (isPackageEvidence(path)) paths.push(plainText(path.slice(1), longestPath));
    }
    return problems.settle(paths);
  },
};
