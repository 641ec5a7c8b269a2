import { z } from 'zod';
import type { HostFacts } from '../model/host-facts.js';
import type { SectionOutcome, SectionOutcomes } from './check.js';
import { settingFault, settingNotTold } from './daemon-setting.js';
import { aBundle, anInfo } from './example-host.js';
import { hostCheck, type HostFault } from './host-check.js';

export const daemonStorageDriverCheck = hostCheck({
  id: 'daemon-storage-driver',
  title: { en: 'Removed or unsafe storage driver', zh: '使用已废弃的存储驱动' },
  area: 'daemon',
  parts: [],
  severity: 'low',
  parameters: z.object({
    denied: z
      .array(z.string())
      .default(['aufs', 'devicemapper', 'overlay'])
      .describe('Drivers that may not be.'),
  }),
  remediation: {
    en: 'Use overlay2, or the snapshotter of containerd.',
    zh: '使用 overlay2 或 containerd 快照器。',
  },
  references: { cis: ['2.6', '2.11'], bench: ['2.6', '2.11'] },
  evaluate(facts, { denied }) {
    const { storageDriver, storageOptions } = facts.daemon.settings;
    const faults: HostFault[] = [];
    if (storageDriver && denied.includes(storageDriver.value)) {
      const message = {
        en: `The storage driver ${storageDriver.value} is removed or unsafe.`,
        zh: `存储驱动 ${storageDriver.value} 已被移除或不安全。`,
      };
      faults.push(settingFault(facts, 'storageDriver', { message }));
    }
    const size = storageOptions?.value.find((option) => option.startsWith('dm.basesize'));
    if (size !== undefined) {
      const message = { en: 'The base size of devices was changed.', zh: '修改了设备的基础大小。' };
      faults.push(settingFault(facts, 'storageOptions', { message, value: size }));
    }
    // The option is one of devicemapper's: other drivers do not start with it.
    const isSettled =
      storageOptions !== null || (storageDriver !== null && storageDriver.value !== 'devicemapper');
    const undecided =
      storageDriver && isSettled ? null : settingNotTold(facts, 'storageDriver', 'storageOptions');
    return { faults, undecided, sections: sectionsOf(facts, faults) };
  },
  examples: {
    good: [
      { name: 'overlay2', input: 'host', text: aBundle({ 'docker-info': anInfo() }) },
      { name: 'overlay2 in daemon.json', input: 'host', text: '{ "storage-driver": "overlay2" }' },
    ],
    bad: [
      { name: 'aufs', input: 'host', text: aBundle({ 'docker-info': anInfo({ Driver: 'aufs' }) }) },
      { name: 'a base size', input: 'host', text: '{ "storage-opts": ["dm.basesize=50G"] }' },
    ],
  },
});

/** The driver is one recommendation (2.6), the base size of its devices another (2.11). */
function sectionsOf(facts: HostFacts, faults: readonly HostFault[]): SectionOutcomes {
  const { storageDriver, storageOptions } = facts.daemon.settings;
  const isDeviceMapper = storageDriver === null || storageDriver.value === 'devicemapper';
  const sectionOf = (name: 'storageDriver' | 'storageOptions', isKnown: boolean): SectionOutcome => {
    const elements = faults.filter(({ fact }) => fact === `daemon.${name}`).map(({ element }) => element);
    if (elements.length > 0) return { result: 'fail', elements };
    if (isKnown) return { result: 'pass', elements };
    return { result: 'unknown', elements, reason: settingNotTold(facts, name) };
  };
  return {
    '2.6': sectionOf('storageDriver', storageDriver !== null),
    '2.11': sectionOf('storageOptions', storageOptions !== null || !isDeviceMapper),
  };
}
