import { compareVersions } from './host-versions.js';

/** A flaw that lets a container out, by the releases of the maker: builds of distributions bring fixes back. */
export interface KnownEscape {
  readonly id: string;
  readonly component: 'kernel' | 'runc' | 'containerd';
  /** The first version that has it. */
  readonly introduced: string;
  /** The first version of each line without it, in order: a later line never had it, other lines are mended by none. */
  readonly fixed: readonly string[];
}

/** From the advisories of the makers and https://www.cve.org. */
export const knownEscapes: readonly KnownEscape[] = [
  { id: 'CVE-2019-5736', component: 'runc', introduced: '0.0', fixed: ['1.0.0'] },
  { id: 'CVE-2024-21626', component: 'runc', introduced: '1.0.0', fixed: ['1.1.12'] },
  { id: 'CVE-2025-31133', component: 'runc', introduced: '0.0', fixed: ['1.2.8', '1.3.3', '1.4.0'] },
  { id: 'CVE-2020-15257', component: 'containerd', introduced: '0.0', fixed: ['1.3.9', '1.4.3'] },
  {
    id: 'CVE-2022-0185',
    component: 'kernel',
    introduced: '5.1',
    fixed: ['5.4.173', '5.10.93', '5.15.16', '5.16.2'],
  },
  { id: 'CVE-2022-0847', component: 'kernel', introduced: '5.8', fixed: ['5.10.102', '5.15.25', '5.16.11'] },
];

/** Whether a release of the maker has the flaw. */
export function isAffected({ introduced, fixed }: KnownEscape, version: string): boolean {
  if (compareVersions(version, introduced) < 0) return false;
  const ofLine = fixed.find((one) => lineOf(one) === lineOf(version));
  const boundary = ofLine ?? fixed.at(-1) ?? version;
  return compareVersions(version, boundary) < 0;
}

/** `1.2` of `1.2.8`. */
function lineOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** The highest version that any flaw of a component asks for: what is newer has none of them, whoever built it. */
export function safeVersion(component: KnownEscape['component']): string {
  return knownEscapes
    .filter((escape) => escape.component === component)
    .flatMap(({ fixed }) => fixed.slice(-1))
    .reduce((a, b) => (compareVersions(a, b) < 0 ? b : a), '0');
}
