import { z } from 'zod';
import type { Text } from '../model/text.js';
import type { SectionOutcome, SectionOutcomes } from './check.js';
import { aBundle, anInfo } from './example-host.js';
import { aContainer } from './example-container.js';
import { hostCheck, hostUnknown, notTold, type HostFault } from './host-check.js';

export const hostSprawlCheck = hostCheck({
  id: 'host-sprawl',
  title: { en: 'Unused images or stopped containers pile up', zh: '镜像或容器堆积' },
  area: 'host',
  parts: ['images', 'containers'],
  severity: 'info',
  isAttestable: true,
  parameters: z.object({
    min_used_ratio: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe('So large a part of the images must be one that a container was made of.'),
    max_stopped: z.int().min(0).default(25).describe('So many containers may be there that do not run.'),
  }),
  remediation: { en: 'Prune on a schedule, after a look at what goes.', zh: '检查后定期清理。' },
  references: { cis: ['6.1', '6.2'], bench: ['6.1', '6.2'], nist: ['4.2.2'] },
  evaluate(facts, { min_used_ratio, max_stopped }) {
    const { inventory } = facts.machine;
    const what = { en: 'What is stored and what runs', zh: '镜像与容器的数量' };
    if (inventory === null) return hostUnknown(facts, what, 'images', 'containers', 'docker-info');
    const { images, usedImages, containers, running } = inventory;
    const faults: HostFault[] = [];
    if (usedImages !== null && images > 0 && usedImages / images < min_used_ratio) {
      const message = {
        en: `Of ${images} images ${usedImages} are used.`,
        zh: `${images} 个镜像中仅使用了 ${usedImages} 个。`,
      };
      const value = `${usedImages}/${images}`;
      faults.push({ element: 'images', fact: 'host.inventory.usedImages', value, message, part: 'images' });
    }
    const stopped = containers - running;
    if (stopped > max_stopped) {
      const message = {
        en: `${stopped} containers do not run; ${max_stopped} may.`,
        zh: `有 ${stopped} 个已停止的容器，上限为 ${max_stopped}。`,
      };
      const fact = 'host.inventory.containers';
      faults.push({ element: 'containers', fact, value: String(stopped), message, part: 'containers' });
    }
    const isOpen = usedImages === null && images > 0;
    const used = { en: 'How many images are used', zh: '使用中的镜像数量' };
    const undecided = isOpen ? notTold(facts, used, ['containers']) : null;
    return { faults, undecided, sections: sectionsOf(faults, undecided) };
  },
  examples: {
    good: [
      {
        name: 'all in use',
        input: 'host',
        text: aBundle({ images: '[{ "Id": "sha256:2" }]', containers: aContainer() }),
      },
    ],
    bad: [
      {
        name: 'many that do not run',
        input: 'host',
        text: aBundle({ 'docker-info': anInfo({ Images: 3, Containers: 40, ContainersRunning: 3 }) }),
      },
    ],
  },
});

/** Images are one recommendation (6.1), containers another (6.2). */
function sectionsOf(faults: readonly HostFault[], undecided: Text | null): SectionOutcomes {
  const has = (wanted: string) => faults.some(({ element }) => element === wanted);
  const images: SectionOutcome = undecided
    ? { result: 'unknown', elements: [], reason: undecided }
    : { result: 'pass', elements: [] };
  return {
    '6.1': has('images') ? { result: 'fail', elements: ['images'] } : images,
    '6.2': has('containers')
      ? { result: 'fail', elements: ['containers'] }
      : { result: 'pass', elements: [] },
  };
}
