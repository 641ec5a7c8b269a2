/** Descriptions as docker-bench-security words them, as far as they are needed to know its tests. */
const descriptions: Readonly<Record<string, string>> = {
  '1.1.1': 'a separate partition',
  '1.1.2': 'only trusted users',
  '1.1.3': 'audit of the daemon',
  '1.1.4': 'audit of /run/containerd',
  '1.1.5': 'audit of /var/lib/docker',
  '2.7': 'TLS',
  '3.1': 'docker.service file ownership',
  '4.3': 'unnecessary packages',
  '4.6': 'HEALTHCHECK',
  '5.1': 'swarm mode',
  '5.4': 'kernel capabilities',
  '5.5': 'privileged containers',
  '5.6': 'sensitive host system directories',
  '5.8': 'privileged ports',
  '5.10': 'network namespace',
  '5.16': 'process namespace',
  '5.18': 'host devices',
  '7.3': 'overlay networks',
};

export interface BenchSample {
  readonly id: string;
  readonly result: string;
  readonly desc?: string;
  readonly details?: string;
  readonly items?: readonly unknown[];
}

/** The tool's JSON with these results, in one section. */
export function benchJson(...results: readonly BenchSample[]): string {
  return JSON.stringify({
    dockerbenchsecurity: '1.6.0',
    start: 1_700_000_000,
    tests: [
      {
        id: '5',
        desc: 'A section',
        results: results.map(({ desc, ...result }) => ({
          desc: desc ?? descriptions[result.id] ?? '',
          ...result,
        })),
      },
    ],
    checks: results.length,
    score: 0,
    end: 1_700_000_054,
  });
}

/** The tool's log of these lines, whole, with colours. */
export function benchLog(...lines: readonly string[]): string {
  const coloured = lines.map((line) => line.replace(/^\[(\w+)\]/, '\u001b[1;31m[$1]\u001b[0m'));
  return [
    'Initializing 2026-11-26T00:00:00+00:00',
    '',
    '\u001b[1;33mSection A - Check results\u001b[0m',
    '',
    ...coloured,
    '',
    '\u001b[1;33mSection C - Score\u001b[0m',
    '',
    '\u001b[1;34m[INFO]\u001b[0m Checks: 1',
    '\u001b[1;34m[INFO]\u001b[0m Score: 0',
    '',
  ].join('\n');
}
