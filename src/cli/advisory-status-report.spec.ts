import { describe, expect, it } from 'vitest';
import type { Wire } from '../client/ironhull-client.js';
import type { AdvisoryStatus } from '../contracts/advisory.contract.js';
import { statusReport } from './advisory-status-report.js';

const now = new Date('2026-11-27T12:00:00Z');
const feed = {
  name: 'npm',
  triedAt: '2026-11-27T11:00:00Z',
  succeededAt: null,
  failedAt: '2026-11-27T11:00:00Z',
  failure: 'npm/all.zip: there is no such file',
};
const empty: Wire<AdvisoryStatus> = {
  advisories: 0,
  ecosystems: [],
  importedAt: null,
  newestRecordAt: null,
  snapshot: 'none',
  knownExploited: 0,
  knownExploitedAt: null,
  exploitPredictions: 0,
  exploitPredictedOn: null,
  feeds: [],
  lastImport: null,
};

describe('statusReport', () => {
  it('says how to begin where nothing was imported', () => {
    expect(statusReport(empty, now)).toBe(
      'There are no advisories yet.\nNext: ironhull advisories import <file or folder>\n',
    );
  });

  it('says why feeds brought nothing', () => {
    const report = statusReport({ ...empty, feeds: [feed] }, now);
    expect(report).toContain(
      'feed npm  never read; the last try failed: npm/all.zip: there is no such file\n',
    );
    expect(report).toContain('ironhull advisories refresh');
    expect(Math.max(...report.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('says that advisories come with what is scanned where the other feeds were read', () => {
    const kev = { ...feed, name: 'kev', succeededAt: feed.triedAt, failedAt: null, failure: null };
    expect(statusReport({ ...empty, feeds: [kev] }, now)).toMatch(/\nNext: scan an image; .*fetched then/);
  });

  it('says how old everything is', () => {
    const report = statusReport(
      {
        ...empty,
        advisories: 2,
        importedAt: '2026-11-27T10:30:00Z',
        newestRecordAt: '2026-11-20T00:00:00Z',
        ecosystems: [{ ecosystem: 'npm', advisories: 2, importedAt: '2026-11-27T10:30:00Z' }],
        feeds: [{ ...feed, succeededAt: '2026-11-27T10:30:00Z' }],
      },
      now,
    );
    expect(report).toContain('2026-11-27 10:30 UTC (1 hour ago)');
    expect(report).toContain('2026-11-20 00:00 UTC (7 days ago)');
    expect(report).toContain('read 2026-11-27 10:30 UTC (1 hour ago); the last try failed: npm/all.zip');
    expect(report).toMatch(/ {2}npm +2\n$/);
  });
});
