import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluateText } from '../checks/evaluate-example.js';
import { exampleFiles } from '../checks/example-host-files.js';
import { aBundle } from '../checks/example-host.js';
import { hostAuditRulesCheck } from '../checks/host-audit-rules.check.js';
import { hardened, textOf } from './hardening-samples.js';

const rulesOf = (text: string) => text.split('\n').filter((line) => line.startsWith('-'));

/** What auditctl says of rules by which it watches this folder: null where there is none, or where the kernel has no audit. */
function refusalOfAuditctl(rules: readonly string[]): string | null {
  if (process.getuid?.() !== 0 || spawnSync('auditctl', ['-s']).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'ironhull-audit-'));
  const key = `ironhull-${process.pid}`;
  try {
    const file = join(folder, 'own.rules');
    const here = rules.map((rule) => rule.replace(/-w \S+/, `-w ${folder}`).replace(/-k \w+/, `-k ${key}`));
    writeFileSync(file, `${here.slice(0, 1).join('\n')}\n`, { mode: 0o600 });
    const { status, stderr } = spawnSync('auditctl', ['-R', file], { encoding: 'utf8' });
    return status === 0 ? null : `${status}: ${stderr}`;
  } finally {
    spawnSync('auditctl', ['-D', '-k', key]);
    rmSync(folder, { recursive: true });
  }
}

describe('audit rules', () => {
  it('make the check for them pass once they are stored and loaded', () => {
    const bundle = (rules: string) => aBundle({ files: exampleFiles(), 'audit-rules': rules });
    const text = textOf(hardened('host', bundle('No rules'), ['audit']), 'audit');
    expect(evaluateText(hostAuditRulesCheck, 'host', bundle('No rules'), {})).toMatchObject({
      result: 'fail',
    });
    const rules = rulesOf(text).join('\n');
    const after = bundle(`# loaded\n${rules}\n# stored\n${rules}`);
    expect(evaluateText(hostAuditRulesCheck, 'host', after, {})).toMatchObject({ result: 'pass' });
  });

  it('watch what is there, once, and never for reading', () => {
    const bundle = aBundle({ files: exampleFiles(), 'audit-rules': 'No rules' });
    const report = hardened('host', bundle, ['audit']);
    const rules = rulesOf(textOf(report, 'audit'));
    expect(rules).toContain('-w /usr/bin/dockerd -p wa -k docker');
    expect(rules).toContain('-w /usr/lib/systemd/system/docker.service -p wa -k docker');
    expect(rules.join('\n')).not.toMatch(/sysconfig|containerd-shim |shim-runc-v1|\/etc\/systemd/);
    expect(new Set(rules).size).toBe(rules.length);
    expect(report.products[0]?.open).toEqual([]);
  });

  it('watch the usual places where nothing is known, and say so', () => {
    const report = hardened('host', null, ['audit']);
    expect(rulesOf(textOf(report, 'audit'))).toContain(
      '-w /usr/lib/systemd/system/docker.socket -p wa -k docker',
    );
    expect(report.products[0]?.open.length).toBeGreaterThan(10);
  });

  it('name no path that would be read as more than one word', () => {
    const info = JSON.stringify({ ServerVersion: '28.0', DockerRootDir: '/srv/my data -k x' });
    expect(textOf(hardened('host', aBundle({ 'docker-info': info }), ['audit']), 'audit')).not.toContain(
      'my data',
    );
  });

  it('are not made for a host without Docker', () => {
    const absent = exampleFiles()
      .split('\n')
      .map((line) => `- ${line.slice(line.indexOf('/'))}`);
    const files = [
      ...absent,
      ...['/etc/systemd', '/usr/lib/systemd', '/lib', '/var/run'].map((path) => `- ${path}`),
    ];
    const report = hardened('host', aBundle({ files: files.join('\n') }), ['audit']);
    expect(report).toMatchObject({ products: [], left: [{ generator: 'audit' }] });
  });

  it('are taken by auditctl, where it works', () => {
    expect(refusalOfAuditctl(rulesOf(textOf(hardened('host', null, ['audit']), 'audit')))).toBeNull();
  });
});
