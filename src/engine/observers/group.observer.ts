import type { Group } from '../model/facts.js';
import type { FileReader } from '../model/file-reader.js';
import { ReadProblems } from '../text/read-problems.js';
import { accountLines, readId } from './account-lines.js';
import type { AsJson } from './as-json.js';

/** The groups, from group(5). */
export const groupObserver: FileReader<AsJson<Group>[]> = {
  id: 'group',
  version: 1,
  maxBytes: 1024 * 1024,
  wants: (path) => path === 'etc/group',
  extract(_path, content) {
    const problems = new ReadProblems();
    const groups = accountLines(content, 4, problems).flatMap((entry) => {
      const gid = readId(entry.fields[2], entry, problems);
      return gid === null ? [] : [{ name: entry.name, gid }];
    });
    return problems.settle(groups);
  },
};
