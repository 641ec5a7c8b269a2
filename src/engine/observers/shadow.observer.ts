import type { ShadowEntry } from '../model/facts.js';
import type { FileReader } from '../model/file-reader.js';
import { ReadProblems } from '../text/read-problems.js';
import { accountLines } from './account-lines.js';
import type { AsJson } from './as-json.js';

/** Hashes hold `$` in other places than the end: a shifted field must not pass for a name. */
const nameShape = /^[^$]+\$?$/;

/** Whether each account has a password, from shadow(5). The hashes themselves are never kept. */
export const shadowObserver: FileReader<AsJson<ShadowEntry>[]> = {
  id: 'shadow',
  version: 1,
  maxBytes: 1024 * 1024,
  wants: (path) => path === 'etc/shadow',
  extract(_path, content) {
    const problems = new ReadProblems();
    const entries = accountLines(content, 9, problems).flatMap(({ line, name, fields }) => {
      const password = fields[1];
      if (password === undefined) return [];
      if (!nameShape.test(name)) {
        problems.add(`line ${line} begins with no account name`);
        return [];
      }
      return [{ name, state: stateOf(password) }];
    });
    return problems.settle(entries);
  },
};

/** `!` and `*` at the beginning lock the password: no hash begins so. */
function stateOf(password: string): ShadowEntry['state'] {
  if (password === '') return 'empty';
  return password.startsWith('!') || password.startsWith('*') ? 'locked' : 'hash';
}
