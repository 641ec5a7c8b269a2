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

const lists: readonly string[] = [
  '/v1/targets',
  '/v1/targets?decision=deny',
  '/v1/targets?decision=allow',
  '/v1/targets?kind=image',
  '/v1/targets?kind=host',
  '/v1/findings',
  '/v1/findings?severity=critical',
  '/v1/findings?severity=low&severity=info',
  '/v1/findings?kind=check',
  '/v1/findings?kind=vulnerability',
  '/v1/findings?result=unknown',
  '/v1/findings?fixable=true',
  '/v1/findings?fixable=false',
  '/v1/findings?exempted=true',
  '/v1/findings?exempted=false',
  '/v1/findings?check=image-user-root',
  '/v1/findings?advisory=DSA-100-2',
  '/v1/exemptions',
  '/v1/scans',
  '/v1/audit',
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
