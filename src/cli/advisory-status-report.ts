import type { Wire } from '../client/ironhull-client.js';
import type { AdvisoryFeed, AdvisoryStatus } from '../contracts/advisory.contract.js';
import { renderFields } from './output/fields.js';
import { countText, shown } from './output/text.js';

/** The state of the advisory database, for people: how old it is, and what became of its feeds. */
export function statusReport(status: Wire<AdvisoryStatus>, now: Date): string {
  if (status.importedAt === null) return nothingYet(status, now);
  const fields: [string, string][] = [
    ['advisories', String(status.advisories)],
    ['imported', aged(status.importedAt, now)],
    ['newest record', status.newestRecordAt === null ? 'unknown' : aged(status.newestRecordAt, now)],
    [
      'known exploited',
      status.knownExploitedAt === null
        ? 'no catalogue was imported'
        : `${status.knownExploited}, imported ${aged(status.knownExploitedAt, now)}`,
    ],
    [
      'exploit predictions',
      status.exploitPredictedOn === null
        ? 'no scores (EPSS) were imported'
        : `${status.exploitPredictions}, of ${status.exploitPredictedOn}`,
    ],
    ['snapshot', shown(status.snapshot)],
    ...feedFields(status, now),
    ...status.ecosystems.map(({ ecosystem, advisories }): [string, string] => [
      `  ${shown(ecosystem)}`,
      String(advisories),
    ]),
  ];
  return renderFields(fields);
}

function whatNext({ feeds }: Wire<AdvisoryStatus>): string {
  if (feeds.length === 0) return 'ironhull advisories import <file or folder>';
  if (feeds.some(({ failure }) => failure !== null))
    return 'mend what feeds could not read, then ironhull advisories refresh';
  return 'scan an image; the advisories of what it holds are fetched then, or import others';
}

function nothingYet(status: Wire<AdvisoryStatus>, now: Date): string {
  const next = whatNext(status);
  return `There are no advisories yet.\n${renderFields(feedFields(status, now))}Next: ${next}\n`;
}

function feedFields({ feeds }: Wire<AdvisoryStatus>, now: Date): [string, string][] {
  return feeds.map((feed) => [`feed ${shown(feed.name)}`, feedText(feed, now)]);
}

function feedText({ succeededAt, failure }: Wire<AdvisoryFeed>, now: Date): string {
  const read = succeededAt === null ? 'never read' : `read ${aged(succeededAt, now)}`;
  return failure === null ? read : `${read}; the last try failed: ${shown(failure)}`;
}

const hour = 3_600_000;

/** `2026-06-01 10:00 UTC (3 days ago)`. */
function aged(instant: string, now: Date): string {
  const hours = Math.floor((now.getTime() - Date.parse(instant)) / hour);
  const age = hours < 48 ? countText(Math.max(0, hours), 'hour') : countText(Math.floor(hours / 24), 'day');
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC (${age} ago)`;
}
