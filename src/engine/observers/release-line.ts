import type { OsRelease } from '../model/facts.js';
import { plainText } from '../text/text-lines.js';
import type { AsJson } from './as-json.js';

interface ReleaseFile {
  readonly id: string;
  readonly idLike: readonly string[];
  /** Its group is the release. */
  readonly line: RegExp;
  /** Name for people, before the release; null: the line is one. */
  readonly name: string | null;
}

const files: ReadonlyMap<string, ReleaseFile> = new Map([
  [
    'etc/centos-release',
    {
      id: 'centos',
      idLike: ['rhel', 'fedora'],
      line: /^CentOS (?:Linux |Stream )?release ([0-9][0-9.]*)/,
      name: null,
    },
  ],
  ['etc/alpine-release', { id: 'alpine', idLike: [], line: /^([0-9][0-9A-Za-z._]*)$/, name: 'Alpine Linux' }],
  ['etc/debian_version', { id: 'debian', idLike: [], line: /^([0-9][0-9.]*)$/, name: 'Debian GNU/Linux' }],
]);

/** Files of one line that tell the release where there is no os-release: CentOS 6 and Debian 6 have none. */
export const releaseLinePaths: readonly string[] = [...files.keys()];

/** Null: it tells no release, as `bookworm/sid` of Debian's unstable. */
export function releaseLine(path: string, content: Uint8Array): AsJson<OsRelease> | null {
  const file = files.get(path);
  const [text = ''] = new TextDecoder().decode(content.subarray(0, 1_024)).trim().split('\n');
  const [, versionId] = file?.line.exec(text.trim()) ?? [];
  if (!file || versionId === undefined) return null;
  const prettyName = plainText(file.name === null ? text.trim() : `${file.name} ${versionId}`);
  return { id: file.id, idLike: file.idLike, versionId: plainText(versionId), prettyName, codename: null };
}
