import type { DockerfileStage } from '../../model/dockerfile-facts.js';

type Exposed = Pick<DockerfileStage, 'exposed' | 'unresolvedPorts'>;

/** The ports of an EXPOSE: `80`, `53/udp`, `8000-8010`. What is none of them is unresolved. */
export function exposedPorts(words: readonly string[], line: number): Exposed {
  const exposed: Exposed['exposed'][number][] = [];
  const unresolvedPorts: Exposed['unresolvedPorts'][number][] = [];
  for (const text of words) {
    const [, first, last, protocol = 'tcp'] = /^(\d{1,9})(?:-(\d{1,9}))?(?:\/([A-Za-z]+))?$/.exec(text) ?? [];
    if (first === undefined) unresolvedPorts.push({ text, line });
    else {
      const portEnd = last === undefined ? null : Number(last);
      exposed.push({ port: Number(first), portEnd, protocol: protocol.toLowerCase(), line });
    }
  }
  return { exposed, unresolvedPorts };
}
