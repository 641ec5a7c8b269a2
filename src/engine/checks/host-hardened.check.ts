import { z } from 'zod';
import { endOfLife } from '../observers/end-of-life.js';
import { aBundle } from './example-host.js';
import { hostCheck, type HostFault, type HostOutcome } from './host-check.js';
import { changingAt, millisecondsPerDay, parseInstant } from './instants.js';

/** Modules that confine programs by a policy of the host. */
const confining: ReadonlySet<string> = new Set(['apparmor', 'selinux', 'smack', 'tomoyo']);

/** No collector can tell that a host is hardened: without a fault it stays open until somebody vouches for it. */
export const hostHardenedCheck = hostCheck({
  id: 'host-hardened',
  title: { en: 'Host updates or hardening outstanding', zh: '宿主机加固不足' },
  area: 'host',
  parts: [],
  severity: 'low',
  isAttestable: true,
  parameters: z.object({
    attested_by: z.string().default('').describe('Who vouches that updates and hardening are done.'),
    attested_until: z
      .string()
      .regex(/^(?:\d{4}-\d{2}-\d{2})?$/)
      .default('')
      .describe('The last day for which this holds.'),
  }),
  remediation: {
    en: 'Patch and reboot; switch AppArmor or SELinux on.',
    zh: '安装更新并重启；启用 AppArmor 或 SELinux。',
  },
  references: { cis: ['1.2.1'], bench: ['1.2.1'], nist: ['4.5.1', '4.5.3'], seed: ['§1.2', '§8.1'] },
  evaluate(facts, { attested_by, attested_until }, now): HostOutcome {
    const { osRelease, securityModules } = facts.machine;
    const faults: HostFault[] = [];
    const end = osRelease && endOfLife(osRelease);
    const ended = endOfDay(end?.date ?? null);
    const vouched = attested_by === '' ? null : endOfDay(attested_until);
    if (end && ended !== null && ended <= now.getTime()) {
      const name = osRelease.prettyName ?? osRelease.id;
      const message = {
        en: `${name} has had no security updates since ${end.date}.`,
        zh: `${name} 自 ${end.date} 起不再提供安全更新。`,
      };
      faults.push({ element: 'os', fact: 'host.osRelease', value: end.date, message, part: 'os-release' });
    }
    if (securityModules && !securityModules.some((name) => confining.has(name))) {
      const message = {
        en: 'Neither AppArmor nor SELinux is active.',
        zh: 'AppArmor 与 SELinux 均未启用。',
      };
      const value = securityModules.join(',');
      faults.push({ element: 'lsm', fact: 'host.securityModules', value, message, part: 'lsm' });
    }
    const isVouched = vouched !== null && vouched > now.getTime();
    const [next] = [ended, vouched]
      .filter((instant) => instant !== null && instant > now.getTime())
      .sort(ascending);
    return {
      faults,
      undecided: isVouched ? null : notVouched,
      ...(typeof next === 'number' && changingAt(next)),
    };
  },
  examples: {
    good: [
      {
        name: 'somebody vouches for it',
        input: 'host',
        text: aBundle({ 'os-release': 'ID=debian\nVERSION_ID="13"', lsm: 'capability,apparmor' }),
        parameters: { attested_by: 'operations', attested_until: '2027-01-31' },
      },
    ],
    bad: [
      { name: 'no updates', input: 'host', text: aBundle({ 'os-release': 'ID=debian\nVERSION_ID="9"' }) },
      { name: 'no module', input: 'host', text: aBundle({ lsm: 'lockdown,capability,yama' }) },
    ],
  },
});

function endOfDay(day: string | null): number | null {
  const start = parseInstant(day);
  return start === null ? null : start + millisecondsPerDay;
}

function ascending(a: number | null, b: number | null): number {
  return (a ?? 0) - (b ?? 0);
}

const notVouched = {
  en: 'Whether updates are pending and how the host is hardened was not collected: somebody has to vouch for it.',
  zh: '未采集待安装的更新与加固情况：需人工确认。',
};
