import type { Text } from '../model/text.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import {
  defineHardening,
  ofLinuxWorkloads,
  type HardeningChange,
  type HardeningProduct,
} from './generator.js';
import type { HardeningSettings } from './hardening-settings.js';
import { profileName } from './profile-name.js';
import { readProfile, standardProfile } from './seccomp-profile.js';
import { reduced } from './seccomp-removal.js';

export const seccompGenerator = defineHardening({
  id: 'seccomp',
  title: { en: 'seccomp profile', zh: 'seccomp 配置' },
  subject: 'workload',
  generate: ofLinuxWorkloads(productFor),
});

function productFor(workload: WorkloadFacts, settings: HardeningSettings): HardeningProduct {
  const { effectiveBounding } = workload.capabilities;
  const given = settings.defaultSeccomp === null ? null : readProfile(settings.defaultSeccomp);
  const { profile, removed } = reduced(given ?? standardProfile(), effectiveBounding);
  const fileName = `${profileName(workload, settings)}.seccomp.json`;
  const isUnread = settings.defaultSeccomp !== null && given === null;
  return {
    fileName,
    text: `${JSON.stringify(profile, null, 2)}\n`,
    use: {
      en: `docker run --security-opt seccomp=./${fileName} …; in a service: security_opt: ["seccomp:./${fileName}"].`,
      zh: `docker run --security-opt seccomp=./${fileName} …；在 Compose 中：security_opt: ["seccomp:./${fileName}"]。`,
    },
    changes: changesOf(removed, effectiveBounding),
    risks,
    undo: {
      en: 'Leave the option out: the default of the engine holds again. Containers take it when they are made anew.',
      zh: '去掉该选项即恢复引擎默认配置；须重新创建容器后生效。',
    },
    open: [
      ...(isUnread ? [open(notRead)] : []),
      ...(settings.defaultSeccomp === null ? [open(ofProduct)] : []),
      ...(effectiveBounding === null ? [open(capabilitiesNotKnown)] : []),
    ],
  };
}

function changesOf(removed: readonly string[], held: readonly string[] | null): HardeningChange[] {
  const names = removed.join(', ');
  const has = held === null || held.length === 0 ? 'none' : held.join(', ');
  return [
    {
      check: null,
      message: {
        en: `Calls that no longer pass: ${names}. Its capabilities: ${has}.`,
        zh: `不再放行的系统调用：${names}。其能力：${has}。`,
      },
    },
    {
      check: null,
      message: {
        en: 'Sockets are of the host itself, IPv4, IPv6 and netlink alone; programs are of the width of the machine.',
        zh: '套接字仅限本机、IPv4、IPv6 与 netlink；程序仅限与机器同位宽。',
      },
    },
  ];
}

const risks: readonly Text[] = [
  {
    en: 'Debuggers (strace, gdb), mkfifo, 32-bit programs, and sockets such as CAN, Bluetooth or TIPC do not work.',
    zh: '调试器（strace、gdb）、mkfifo、32 位程序以及 CAN、蓝牙、TIPC 等套接字将无法使用。',
  },
  {
    en: 'A newer kernel or C library may use calls that the profile does not know: they are refused with EPERM.',
    zh: '更新的内核或 C 库可能使用该配置未知的系统调用：会以 EPERM 拒绝。',
  },
];
const ofProduct: Text = {
  en: 'It is made of the default that this product knows; that of the engine in use may differ: give its file for one made of that.',
  zh: '基于本产品已知的默认配置生成；实际引擎的默认配置可能不同：可提供其文件以据此生成。',
};
const notRead: Text = {
  en: 'The default profile given is none of Docker: that of this product was taken.',
  zh: '所提供的默认配置不是 Docker 格式：改用本产品内置的默认配置。',
};
const capabilitiesNotKnown: Text = {
  en: 'Its capabilities are not known: calls for each of them stay.',
  zh: '其能力未知：与各能力相关的系统调用均保留。',
};

function open(message: Text): HardeningChange {
  return { check: null, message };
}
