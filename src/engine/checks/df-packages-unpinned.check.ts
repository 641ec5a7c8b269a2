import { z } from 'zod';
import { defineCheck } from './check.js';
import { commandText, judged, shown, type Offence } from './dockerfile/dockerfile-check.js';
import { packageCommands, type PackageCommand } from './dockerfile/package-command.js';
import { isVariable, unpinned } from './dockerfile/pinned-packages.js';

/** Managers that are looked at with another: pipx installs what pip does. */
const listedAs: Readonly<Record<string, string>> = { pipx: 'pip' };

function offences(install: PackageCommand): Offence[] {
  const { manager, program, verb, command } = install;
  return unpinned(install).map((name) => ({
    element: `${manager} ${name}`,
    line: command.line,
    text: shown(commandText(command)),
    fact: 'stages.commands',
    message: {
      en: `${program} ${verb} takes whatever version of ${name} is the newest.`,
      zh: `${program} ${verb} 未固定 ${name} 的版本，将安装当时的最新版。`,
    },
  }));
}

export const dfPackagesUnpinnedCheck = defineCheck({
  id: 'df-packages-unpinned',
  title: { en: 'Package versions not pinned', zh: '软件包未固定版本' },
  area: 'dockerfile',
  inputs: ['dockerfile'],
  severity: 'low',
  parameters: z.object({
    managers: z
      .array(z.string().min(1).max(32))
      .max(50)
      .default(['apk', 'pip', 'npm', 'gem', 'go', 'dnf', 'yum', 'zypper'])
      .describe('Package managers that are looked at.'),
    apt: z
      .boolean()
      .default(false)
      .describe('Whether apt is looked at too, whose old versions vanish from Debian.'),
  }),
  remediation: {
    en: 'Pin, or install from a lock file (npm ci, pip --require-hashes).',
    zh: '固定版本，或从锁文件安装（npm ci、pip --require-hashes）。',
  },
  references: {
    cis: ['4.7', '4.11'],
    hadolint: ['DL3008', 'DL3013', 'DL3016', 'DL3018', 'DL3028', 'DL3033', 'DL3037', 'DL3041', 'DL3062'],
  },
  evaluate({ facts }, { managers, apt }) {
    const all = new Set(apt ? [...managers, 'apt'] : managers);
    const installs = facts.stages
      .flatMap(({ commands }) => packageCommands(commands))
      .filter(({ action, manager }) => action === 'install' && all.has(listedAs[manager] ?? manager));
    const hidden = installs.flatMap(({ packages }) => packages.find(isVariable) ?? [])[0];
    const doubt =
      hidden === undefined
        ? null
        : {
            en: `Which packages ${shown(hidden)} stands for is not known.`,
            zh: `无法得知 ${shown(hidden)} 代表哪些软件包。`,
          };
    return judged(facts, 'commands', installs.flatMap(offences), doubt);
  },
  examples: {
    good: [
      {
        name: 'versions and lock files',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN apk add --no-cache git=2.49.1-r0 && pip install -r requirements.txt && npm ci\n',
      },
      {
        name: 'apt, which is not looked at',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN apt-get install -y curl\n',
      },
    ],
    bad: [
      {
        name: 'one of several',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN apk add --no-cache \\\n  flex=2.6.4-r1 \\\n  libffi\n',
      },
      {
        name: 'apt, where it is looked at',
        input: 'dockerfile',
        text: 'FROM a:1\nRUN apt-get install -y curl\n',
        parameters: { apt: true },
      },
    ],
  },
});
