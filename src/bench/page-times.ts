import { performance } from 'node:perf_hooks';
import type { Fleet } from './fleet.js';
import { median, rounded } from './numbers.js';

/** In milliseconds, over the pages that were asked for. */
export interface PageTimes {
  readonly medianMs: number;
  readonly worstMs: number;
  readonly pages: number;
}

/** Pages that are followed from the first one on, of each list. */
const depth = 40;

const findingFilters = [
  'severity=critical',
  'severity=high',
  'severity=low&severity=info',
  'kind=check',
  'kind=vulnerability',
  'result=unknown',
  'fixable=true',
  'fixable=false',
  'exempted=true',
  'exempted=false',
  'dismissed=true',
  'dismissed=false',
  'knownExploited=true',
  'knownExploited=false',
  'check=image-user-root',
  'advisory=DSA-100-2',
  'repository=registry.example/app-7',
  'owner=team-7',
] as const;

const lists: readonly string[] = [
  ...['', '?decision=deny', '?decision=allow', '?kind=image', '?kind=host'].map(
    (query) => `/v1/targets${query}`,
  ),
  ...['severity', 'newest'].flatMap((order) => [
    `/v1/findings?order=${order}`,
    ...findingFilters.map((filter) => `/v1/findings?order=${order}&${filter}`),
  ]),
  ...['/v1/exemptions', '/v1/scans', '/v1/audit'],
];

/** Follows every list from page to page, as a client does. */
export async function timePages(
  { service }: Fleet,
  tell: (line: string) => void,
): Promise<Record<string, PageTimes>> {
  const times: Record<string, PageTimes> = {};
  for (const list of lists) {
    const durations: number[] = [];
    let after: string | null = '';
    while (after !== null && durations.length < depth) {
      const path = after === '' ? list : `${list}${list.includes('?') ? '&' : '?'}after=${after}`;
      const start = performance.now();
      const response = await fetch(`${service.address}${path}`, {
        headers: { authorization: `Bearer ${service.key}` },
      });
      const page = (await response.json()) as { next?: string | null };
      durations.push(performance.now() - start);
      if (!response.ok) throw new Error(`${path} was refused: ${response.status}`);
      after = page.next ?? null;
    }
    times[list] = {
      medianMs: rounded(median(durations), 1),
      worstMs: rounded(Math.max(...durations), 1),
      pages: durations.length,
    };
    tell(`${list}: ${times[list].medianMs} ms, at worst ${times[list].worstMs} ms`);
  }
  return times;
}
