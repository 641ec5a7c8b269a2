import type { OsRelease } from '../model/facts.js';
import { plainText } from '../text/text-lines.js';
import type { AsJson } from './as-json.js';

interface ReleaseForm {
  readonly id: string;
  readonly idLike: readonly string[];
  /** Its group is the release. */
  readonly line: RegExp;
  /** Name for people, before the release; null: the line is one. */
  readonly name: string | null;
}

/** `<title> release 6.10 (…)`, as Red Hat and those who build from its sources write it. */
function redHatForm(id: string, idLike: readonly string[], title: string): ReleaseForm {
  return { id, idLike, line: new RegExp(`^${title} release ([0-9][0-9.]*)(?![^ ])`), name: null };
}

const redHat = redHatForm('rhel', ['fedora'], 'Red Hat Enterprise Linux(?: [A-Z][A-Za-z]{1,15})?');
const oracle = redHatForm('ol', ['fedora'], 'Oracle Linux Server');
const centos = redHatForm('centos', ['rhel', 'fedora'], 'CentOS(?: Linux| Stream)?');
const fedora = redHatForm('fedora', [], 'Fedora(?: Linux)?');
const redHatFamily: readonly ReleaseForm[] = [
  redHat,
  oracle,
  centos,
  fedora,
  redHatForm('scientific', ['rhel', 'centos', 'fedora'], 'Scientific Linux'),
  redHatForm('almalinux', ['rhel', 'centos', 'fedora'], 'AlmaLinux'),
  redHatForm('rocky', ['rhel', 'centos', 'fedora'], 'Rocky Linux'),
  redHatForm('amzn', ['rhel', 'fedora'], 'Amazon Linux(?: AMI)?'),
];

/** `cpe:/o:centos:linux:6:GA`, the name of a system as lists of flaws write it. */
function cpeForm(
  { id, idLike }: Pick<ReleaseForm, 'id' | 'idLike'>,
  product: string,
  name: string,
): ReleaseForm {
  return { id, idLike, line: new RegExp(`^cpe:/o:${product}:([0-9]+(?:\\.[0-9]+)*)(?![0-9.])`), name };
}

const cpes: readonly ReleaseForm[] = [
  cpeForm(redHat, 'redhat:enterprise_linux', 'Red Hat Enterprise Linux'),
  cpeForm(centos, 'centos:(?:linux|centos)', 'CentOS'),
  cpeForm(oracle, 'oracle:linux', 'Oracle Linux'),
  cpeForm(fedora, 'fedoraproject:fedora', 'Fedora'),
  cpeForm({ id: 'amzn', idLike: ['rhel', 'fedora'] }, 'amazon:linux', 'Amazon Linux'),
];

/** Debian's file with the point release; the images that Google calls distroless once told their release there alone. */
export const debianVersionPath = 'etc/debian_version';

/** Oracle's has Red Hat's file as well, which names Red Hat; the others' are links to their own. */
const files: ReadonlyMap<string, readonly ReleaseForm[]> = new Map([
  ['etc/oracle-release', [oracle]],
  ['etc/centos-release', [centos]],
  ['etc/fedora-release', [fedora]],
  ['etc/redhat-release', redHatFamily],
  ['etc/system-release', redHatFamily],
  ['etc/system-release-cpe', cpes],
  [
    'etc/alpine-release',
    [{ id: 'alpine', idLike: [], line: /^([0-9][0-9A-Za-z._]*)$/, name: 'Alpine Linux' }],
  ],
  [debianVersionPath, [{ id: 'debian', idLike: [], line: /^([0-9][0-9.]*)$/, name: 'Debian GNU/Linux' }]],
]);

/** Files of one line that tell the release where there is no os-release: Red Hat's 6 and Debian 6 have none. */
export const releaseLinePaths: readonly string[] = [...files.keys()];

/** Debian without `VERSION_ID` is of the release that its older file names; none is there in its unstable. */
export function withRelease(os: OsRelease, older: OsRelease | null): OsRelease {
  if (os.id !== 'debian' || os.versionId !== null || older?.id !== 'debian') return os;
  return { ...os, versionId: older.versionId };
}

/** Null: it tells no release, as `bookworm/sid` of Debian's unstable. */
export function releaseLine(path: string, content: Uint8Array): AsJson<OsRelease> | null {
  const [text = ''] = new TextDecoder().decode(content.subarray(0, 1_024)).trim().split('\n');
  const line = text.trim();
  for (const { id, idLike, line: form, name } of files.get(path) ?? []) {
    const [, versionId] = form.exec(line) ?? [];
    if (versionId === undefined) continue;
    const prettyName = plainText(name === null ? line : `${name} ${versionId}`);
    return { id, idLike: [...idLike], versionId: plainText(versionId), prettyName, codename: null };
  }
  return null;
}
