import { describe, expect, it } from 'vitest';
import { evaluateText } from '../checks/evaluate-example.js';
import { workloadSeccompProfileWeakCheck } from '../checks/workload-seccomp-profile-weak.check.js';
import { hardened, textOf } from './hardening-samples.js';
import type { HardeningSettings } from './hardening-settings.js';
import { standardProfile, type SeccompProfile } from './seccomp-profile.js';
import { reduced } from './seccomp-removal.js';

const line = 'docker run --name web nginx:1.27.3';
function profileOf(settings: Partial<HardeningSettings> = {}, start = line) {
  const report = hardened('run-command', start, ['seccomp'], settings);
  const text = textOf(report, 'seccomp');
  return { product: report.products[0]!, text, profile: JSON.parse(text) as SeccompProfile };
}
const allowed = ({ syscalls }: SeccompProfile) =>
  new Set(syscalls.filter(({ action }) => action === 'SCMP_ACT_ALLOW').flatMap(({ names }) => names));
const families = ({ syscalls }: SeccompProfile) =>
  syscalls.filter(({ names }) => names.includes('socket')).map(({ args }) => args?.[0]?.value);

describe('a seccomp profile', () => {
  it('passes the check for weak ones, and is named by the run line', () => {
    const { text, product } = profileOf();
    const files = { 'p.json': text };
    const started = 'docker run --security-opt seccomp=p.json nginx:1.27.3';
    expect(evaluateText(workloadSeccompProfileWeakCheck, 'run-command', started, { files })).toMatchObject({
      result: 'pass',
    });
    const run = textOf(hardened('run-command', line, ['run'], { usesProfiles: true }), 'run');
    expect(run).toContain(`seccomp=./${product.fileName}`);
  });

  it('lets pass what servers use, and nothing besides the default', () => {
    const names = allowed(profileOf().profile);
    for (const name of [
      'read',
      'clone',
      'execve',
      'futex',
      'epoll_wait',
      'openat',
      'socket',
      'accept4',
      'getrandom',
    ])
      expect(names).toContain(name);
    for (const name of [
      'ptrace',
      'mount',
      'bpf',
      'unshare',
      'mknod',
      'chroot',
      'keyctl',
      'socketcall',
      'io_uring_setup',
    ])
      expect(names).not.toContain(name);
    const standard = allowed(standardProfile());
    expect([...names].filter((name) => !standard.has(name))).toEqual([]);
    expect(standard.size).toBeGreaterThan(380);
  });

  it('opens sockets of usual families alone, and no namespaces', () => {
    const { profile } = profileOf();
    expect(families(profile)).toEqual([1, 2, 10, 16]);
    const clone = profile.syscalls.filter(({ names }) => names.includes('clone'));
    expect(clone.every(({ args }) => args?.[0]?.value === 0x7e020000)).toBe(true);
    expect(profile.syscalls).toContainEqual(
      expect.objectContaining({ names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: 38 }),
    );
    expect(profile.archMap[0]).toEqual({ architecture: 'SCMP_ARCH_X86_64', subArchitectures: null });
  });

  it('keeps the calls of capabilities that are kept', () => {
    const start = 'docker run --cap-add SYS_PTRACE --cap-add NET_RAW acme/x:1.0';
    const { profile, product } = profileOf({ keepCapabilities: ['SYS_PTRACE', 'NET_RAW'] }, start);
    expect(allowed(profile)).toContain('ptrace');
    expect(allowed(profile)).not.toContain('bpf');
    expect(families(profile)).toContain(17);
    expect(product.changes[0]?.message.en).toContain('NET_RAW, SYS_PTRACE');
  });

  it('is made of the default given, by removal alone', () => {
    const given = {
      ...{ defaultAction: 'SCMP_ACT_ERRNO', defaultErrnoRet: 1 },
      archMap: [{ architecture: 'SCMP_ARCH_X86_64', subArchitectures: ['SCMP_ARCH_X86'] }],
      syscalls: [
        { names: ['read', 'vmsplice', 'new_call', 'ptrace'], action: 'SCMP_ACT_ALLOW' },
        { names: ['socket'], action: 'SCMP_ACT_ALLOW', args: [{ index: 0, value: 10, op: 'SCMP_CMP_LT' }] },
        { names: ['bpf'], action: 'SCMP_ACT_ALLOW', includes: { caps: ['CAP_BPF'] } },
        { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: 38, excludes: { caps: ['CAP_SYS_ADMIN'] } },
      ],
    };
    const { profile, product } = profileOf({ defaultSeccomp: JSON.stringify(given) });
    expect([...allowed(profile)]).toEqual(['read', 'new_call', 'socket']);
    expect(families(profile)).toEqual([1, 2]);
    expect(profile.syscalls).toContainEqual(given.syscalls[3]);
    expect(product.changes[0]?.message.en).toContain('bpf, ptrace, vmsplice');
    expect(product.open).toEqual([]);
  });

  it.each([
    ['no JSON', '{'],
    [
      'one that allows all',
      '{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{"names":["a"],"action":"SCMP_ACT_ERRNO"}]}',
    ],
    ['a rule without names', '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"action":"SCMP_ACT_ALLOW"}]}'],
    [
      'an argument without a value',
      '{"defaultAction":"SCMP_ACT_ERRNO","syscalls":[{"names":["a"],"action":"SCMP_ACT_ALLOW","args":[{}]}]}',
    ],
  ])('is not made of %s, and says so', (_name, defaultSeccomp) => {
    const { profile, product } = profileOf({ defaultSeccomp });
    expect(allowed(profile)).toContain('read');
    expect(product.open[0]?.message.en).toContain('given is none');
  });

  it('keeps rules for capabilities where these are not known', () => {
    const { profile } = reduced(standardProfile(), null);
    expect(allowed(profile)).toContain('bpf');
    expect(allowed(profile)).not.toContain('vmsplice');
  });
});
