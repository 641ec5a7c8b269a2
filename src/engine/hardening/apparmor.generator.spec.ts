import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runLines } from '../../../test/support/run-lines.js';
import { evaluateText } from '../checks/evaluate-example.js';
import { workloadApparmorProfileWeakCheck } from '../checks/workload-apparmor-profile-weak.check.js';
import { hardened, textOf } from './hardening-samples.js';
import type { HardeningSettings } from './hardening-settings.js';

const profileOf = (line: string, settings: Partial<HardeningSettings> = {}) =>
  textOf(hardened('run-command', line, ['apparmor'], settings), 'apparmor');

/** What apparmor_parser says against a profile; null: nothing, or it is not installed. */
function refusalOfParser(text: string): string | null {
  const { status, stderr, error } = spawnSync('apparmor_parser', ['-Q', '-K', '-T'], {
    input: text,
    encoding: 'utf8',
  });
  if (error) return null;
  return status === 0 ? null : `${status}: ${stderr}\n${text}`;
}

const line = 'docker run --name web -v /srv/conf:/etc/web:ro -v data:/data nginx:1.27.3';

describe('an AppArmor profile', () => {
  it('is looked at by a parser that refuses what is none, where it is installed', () => {
    const isInstalled = spawnSync('apparmor_parser', ['--version']).status === 0;
    expect(refusalOfParser('profile broken {\n  deny mount\n') !== null).toBe(isInstalled);
  });

  it('is taken by apparmor_parser where that is installed, whatever the workload', () => {
    const targets = fc
      .stringMatching(/^[ -~]{1,20}$/)
      .map((text) => `/${text.replace(/[:,'\\]/g, '').replace(/^\/+/, '')}x`);
    fc.assert(
      fc.property(runLines, targets, (start, target) => {
        const text = start.replace(/docker run -d/, `docker run -d -v 'vol:${target}:ro'`);
        expect(refusalOfParser(profileOf(text, { keepCapabilities: ['NET_RAW', 'SYS_PTRACE'] }))).toBeNull();
      }),
      { numRuns: 40 },
    );
  }, 240_000);

  it('is named so that the run line can name it', () => {
    expect(profileOf(line)).toMatch(
      /^profile ironhull-web flags=\(attach_disconnected,mediate_deleted\) \{\n/,
    );
    const settings = { usesProfiles: true };
    expect(textOf(hardened('run-command', line, ['run'], settings), 'run')).toContain(
      'apparmor=ironhull-web',
    );
  });

  it('is no weaker than the default, nor says what another rule takes back', () => {
    const text = profileOf(line);
    const started = 'docker run --security-opt apparmor=ironhull-web nginx:1.27.3';
    const how = { files: { 'apparmor.d/ironhull-web': text } };
    expect(evaluateText(workloadApparmorProfileWeakCheck, 'run-command', started, how)).toMatchObject({
      result: 'pass',
    });
  });

  it('denies mounts, tracing, raw packets, and writes to /proc, /sys and what is read-only', () => {
    const rules = profileOf(line)
      .split('\n')
      .map((rule) => rule.trim());
    for (const rule of [
      ...['deny mount,', 'deny ptrace (trace, tracedby),', 'deny network packet,', 'deny network inet raw,'],
      ...['deny /proc/sys/** wkl,', 'deny /sys/** wkl,', 'deny "/etc/web{,/**}" wkl,', 'deny /usr/** wkl,'],
    ])
      expect(rules).toContain(rule);
    expect(rules.some((rule) => rule.startsWith('capability'))).toBe(false);
    expect(rules).not.toContain('deny /etc/** wkl,');
    expect(rules.join('\n')).not.toMatch(/deny "?\/data/);
  });

  it('lets what is mounted writable below a system folder be written', () => {
    const text = profileOf('docker run -v conf:/usr/share/app -v c:/etc/app:ro -v k:/etc/app/own acme/x:1');
    expect(text).not.toContain('deny /usr/');
    expect(text).not.toContain('/etc/app');
  });

  it('allows the capabilities that are kept, and what they are for', () => {
    const started = 'docker run --cap-add NET_RAW --cap-add SYS_PTRACE acme/probe:1.0';
    const text = profileOf(started, { keepCapabilities: ['NET_RAW', 'SYS_PTRACE'] });
    expect(text).toContain('capability net_raw,\n  capability sys_ptrace,');
    expect(text).toContain('network packet,');
    expect(text).not.toMatch(/deny ptrace|deny network/);
  });

  it('says which path no rule can name', () => {
    const [product] = hardened('run-command', `docker run -v 'a:/x"y:ro' acme/x:1`, ['apparmor']).products;
    expect(product?.open).toHaveLength(1);
    expect(product?.text).not.toContain('x"y');
  });
});
