import type { KnownExploitedCatalogue } from '../engine/advisories/known-exploited.js';
import type { SourceItem } from '../platform/sources/source-item.js';

/** Bytes that are gathered before they are sent. */
const chunkBytes = 256 * 1024;

/**
 * The items of a source as newline-delimited JSON. An item that could not be read becomes a line that is no record, so
 * that the importer counts it and names it.
 * @param onItem is told of each item.
 */
export async function* advisoryLines(
  items: AsyncIterable<SourceItem>,
  onItem: (item: SourceItem) => void,
): AsyncGenerator<Uint8Array> {
  let lines: Buffer[] = [];
  let length = 0;
  for await (const item of items) {
    const line = Buffer.from(`${JSON.stringify(documentOf(item))}\n`);
    lines.push(line);
    length += line.length;
    onItem(item);
    if (length < chunkBytes) continue;
    yield Buffer.concat(lines);
    [lines, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(lines);
}

function documentOf(item: SourceItem): unknown {
  if ('problem' in item) return { id: item.name, problem: item.problem };
  // A document that is no object would not be a line of its own to the importer.
  if ('json' in item)
    return isObject(item.json) ? item.json : { id: item.name, problem: 'not a JSON object' };
  if ('knownExploited' in item) return cataloguePublished(item.knownExploited);
  return { id: item.name, problem: 'EPSS scores are imported as a file of their own' };
}

function isObject(json: unknown): boolean {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** The catalogue as CISA publishes it. */
function cataloguePublished({ catalogVersion, dateReleased, entries }: KnownExploitedCatalogue): unknown {
  const vulnerabilities = entries.map((entry) => ({
    cveID: entry.cve,
    dateAdded: entry.addedOn,
    dueDate: entry.dueOn,
    vulnerabilityName: entry.title,
    requiredAction: entry.requiredAction,
    knownRansomwareCampaignUse: entry.isUsedByRansomware ? 'Known' : 'Unknown',
  }));
  return { catalogVersion, dateReleased, count: vulnerabilities.length, vulnerabilities };
}
