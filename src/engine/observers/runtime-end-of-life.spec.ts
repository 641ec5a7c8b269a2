import { describe, expect, it } from 'vitest';
import { runtimeEndOfLife, runtimeName, runtimeProducts } from './runtime-end-of-life.js';
import { runtimeLifecycles } from './runtime-lifecycles.js';

describe('the end of a runtime', () => {
  it.each([
    ['node', '16.20.2', '16', '2023-09-11'],
    ['node', 'v18', '18', '2025-04-30'],
    ['node', '0.8.1', '0.8', '2016-10-31'],
    ['python', '3.9.18', '3.9', '2025-10-31'],
    ['python', '3.2.1', '3.2', '2016-02-20'],
    ['python', '2.6.9', '2.6', '2020-01-01'],
    ['java', 'jdk-17.0.9+9', '17', '2027-10-31'],
    ['java', '8u392', '8', '2030-12-31'],
    ['java', '1.8.0_392', '8', '2030-12-31'],
    ['postgres', '13.14-1.pgdg120+1', '13', '2025-11-13'],
    ['postgres', '9.6.24', '9.6', '2021-11-11'],
    ['mariadb', '1:10.5.23+maria~ubu2004', '10.5', '2025-06-24'],
    ['mysql', '8.0.35-1.el8', '8.0', '2026-04-30'],
    ['dotnet', '6.0.25', '6.0', '2024-11-12'],
    ['go', '1.20.5', '1.20', '2024-02-06'],
    ['nginx', '1.19.3', '1.19', '2022-05-24'],
  ])('of %s %s is that of %s: %s', (product, version, cycle, date) => {
    expect(runtimeEndOfLife(product, version)).toMatchObject({ cycle, date });
  });

  it.each([
    ['node', '99.0.0'],
    ['python', '3'],
    ['python', '2.8.0'],
    ['redis', '7.2.4'],
    ['node', 'latest'],
    ['node', ''],
    ['cobol', '1.0'],
    ['__proto__', '1.0'],
  ])('of %s %s is not known', (product, version) => {
    expect(runtimeEndOfLife(product, version)).toBeNull();
  });

  it('is a day of the calendar with a source, for every line of every product', () => {
    for (const [product, { dates, source }] of Object.entries(runtimeLifecycles)) {
      expect(source).toMatch(/https:\/\/\S+$/);
      for (const [cycle, date] of dates) {
        expect(cycle).toMatch(/^\d+(\.\d+)?$/);
        expect(new Date(date).toISOString().slice(0, 10), `${product} ${cycle}`).toBe(date);
      }
    }
    expect(runtimeProducts).toContain('postgres');
    expect([runtimeName('dotnet'), runtimeName('cobol')]).toEqual(['.NET', 'cobol']);
  });
});
