import type { AdvisoryDatabase } from './check.js';

/** Where no advisories are known: what is judged by it holds no packages. */
export const noAdvisories: AdvisoryDatabase = {
  importedAt: null,
  ecosystemTimes: [],
  ecosystems: [],
  knownExploitedAt: null,
  exploitPredictedOn: null,
  snapshot: 'none',
};
