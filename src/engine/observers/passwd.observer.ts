import type { Account } from '../model/facts.js';
import type { FileReader } from '../model/file-reader.js';
import { ReadProblems } from '../text/read-problems.js';
import { plainText } from '../text/text-lines.js';
import { accountLines, readId } from './account-lines.js';
import type { AsJson } from './as-json.js';

/** The accounts, from passwd(5). */
export const passwdObserver: FileReader<AsJson<Account>[]> = {
  id: 'passwd',
  version: 1,
  maxBytes: 1024 * 1024,
  wants: (path) => path === 'etc/passwd',
  extract(_path, content) {
    const problems = new ReadProblems();
    const accounts = accountLines(content, 7, problems).flatMap((entry) => {
      const [, , uidField, gidField, , home = '', shell = ''] = entry.fields;
      const uid = readId(uidField, entry, problems);
      const gid = readId(gidField, entry, problems);
      if (uid === null || gid === null) return [];
      return [{ name: entry.name, uid, gid, home: plainText(home), shell: plainText(shell) }];
    });
    return problems.settle(accounts);
  },
};
