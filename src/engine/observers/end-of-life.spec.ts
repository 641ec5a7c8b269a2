import { describe, expect, it } from 'vitest';
import type { OsRelease } from '../model/facts.js';
import { endOfLife } from './end-of-life.js';

function anOsRelease(id: string, versionId: string | null, prettyName: string | null = null): OsRelease {
  return { id, idLike: [], versionId, prettyName, codename: null };
}

const ids = [
  'debian',
  'ubuntu',
  'alpine',
  'almalinux',
  'rocky',
  'rhel',
  'centos',
  'amzn',
  'fedora',
  'opensuse-leap',
  'photon',
  'sles',
  'ol',
  'scientific',
  'mariner',
  'azurelinux',
];

describe('endOfLife', () => {
  it.each([
    ['debian', '6.0.10', '2016-02-29'],
    ['debian', '9', '2022-06-30'],
    ['debian', '10', '2024-06-30'],
    ['debian', '11', '2026-08-31'],
    ['debian', '12', '2028-06-30'],
    ['debian', '12.4', '2028-06-30'],
    ['ubuntu', '12.04', '2017-04-28'],
    ['ubuntu', '15.10', '2016-07-28'],
    ['ubuntu', '18.04', '2023-05-31'],
    ['ubuntu', '25.10', '2026-07-09'],
    ['alpine', '3.12.12', '2022-05-01'],
    ['alpine', '3.18.4', '2025-05-09'],
    ['alpine', '3.23.0', '2027-11-01'],
    ['almalinux', '8.10', '2029-03-01'],
    ['rocky', '9.3', '2032-05-31'],
    ['rhel', '5.11', '2017-03-31'],
    ['rhel', '6.10', '2020-11-30'],
    ['rhel', '7.9', '2024-06-30'],
    ['centos', '5.11', '2017-03-31'],
    ['centos', '6.10', '2020-11-30'],
    ['scientific', '6.10', '2020-11-30'],
    ['ol', '6.10', '2021-03-31'],
    ['amzn', '2', '2026-06-30'],
    ['amzn', '2023', '2029-06-30'],
    ['fedora', '20', '2015-06-23'],
    ['fedora', '35', '2022-12-13'],
    ['fedora', '40', '2025-05-13'],
    ['alpine', '2.7.9', '2015-11-01'],
    ['alpine', '3.2.3', '2017-05-01'],
    ['opensuse-leap', '42.3', '2019-07-01'],
    ['sles', '11.4', '2019-03-31'],
    ['sles', '12.2', '2018-03-31'],
    ['azurelinux', '3.0', '2027-08-31'],
    ['opensuse-leap', '15.6', '2026-04-30'],
    ['sles', '15.7', '2031-07-31'],
    ['photon', '1.0', '2022-02-28'],
    ['ol', '8.9', '2029-07-31'],
    ['mariner', '2.0', '2025-07-31'],
  ])('of %s %s is %s', (id, versionId, date) => {
    expect(endOfLife(anOsRelease(id, versionId))?.date).toBe(date);
  });

  it('tells CentOS Stream from CentOS Linux', () => {
    expect(endOfLife(anOsRelease('centos', '8', 'CentOS Linux 8'))?.date).toBe('2021-12-31');
    expect(endOfLife(anOsRelease('centos', '8', 'CentOS Stream 8'))?.date).toBe('2024-05-31');
    expect(endOfLife(anOsRelease('centos', '9', 'CentOS Linux 9'))?.date).toBe('2027-05-31');
    expect(endOfLife(anOsRelease('centos', '99', 'CentOS Stream 99'))).toBeNull();
  });

  it.each([
    ['debian', null],
    ['debian', '99'],
    ['alpine', '3.24.0_alpha20251219'],
    ['alpine', '3'],
    ['amzn', '2.0'],
    ['fedora', '43'],
    ['photon', '4.0'],
    ['wolfi', '20230201'],
    ['linux', null],
    ['__proto__', '1'],
  ])('of %s %s is not known', (id, versionId) => {
    expect(endOfLife(anOsRelease(id, versionId))).toBeNull();
  });

  it('states days that exist, each with its source', () => {
    for (const id of ids) {
      const majors = Array.from({ length: 60 }, (_, major) => [
        `${major}`,
        ...Array.from({ length: 40 }, (__, minor) => `${major}.${minor}`),
      ]);
      const found = [...majors.flat(), '2023', '2018.03'].flatMap(
        (versionId) => endOfLife(anOsRelease(id, versionId)) ?? [],
      );
      expect(found.length, id).toBeGreaterThan(0);
      for (const { date, source } of found) {
        expect(new Date(date).toISOString()).toBe(`${date}T00:00:00.000Z`);
        expect(source).toMatch(/^\S.*, https:\/\/\S+$/);
      }
    }
  });
});
