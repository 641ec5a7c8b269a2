import { type FileReader, UnreadableFileError } from '../model/file-reader.js';
import { ReadProblems } from '../text/read-problems.js';
import { plainText, textLines } from '../text/text-lines.js';
import { isPackageEvidence } from './package-evidence.js';

const longestPath = 4_096;
const databases = new Set(['lib/apk/db/installed', 'usr/lib/apk/db/installed']);

/**
 * The files that packages of Alpine brought: a folder (`F:`) and the files in it (`R:`), in turn
 * (https://wiki.alpinelinux.org/wiki/Apk_spec). What is wrong with single lines the cataloger says.
 */
export const apkFilesObserver: FileReader<string[]> = {
  id: 'apk-files',
  version: 3,
  maxBytes: 32 * 1024 * 1024,
  wants: (path) => databases.has(path),
  extract(_path, content) {
    const paths: string[] = [];
    let folder = '';
    let hasPackages = content.length === 0;
    for (const { text } of textLines(content, new ReadProblems())) {
      if (text.startsWith('P:')) hasPackages = true;
      else if (text.startsWith('F:')) folder = text.slice(2);
      else if (text.startsWith('R:')) {
        const path = folder === '' ? text.slice(2) : `${folder}/${text.slice(2)}`;
        if (isPackageEvidence(path)) paths.push(plainText(path, longestPath));
      }
    }
    if (!hasPackages) throw new UnreadableFileError('it lists no package', paths);
    return paths;
  },
};
