import type { Text } from '../model/text.js';
import type { WorkloadFacts } from '../model/workload-facts.js';
import { apparmorProfile, isNamable } from './apparmor-rules.js';
import { defineHardening, ofLinuxWorkloads, type HardeningProduct } from './generator.js';
import type { HardeningSettings } from './hardening-settings.js';
import { profileName } from './profile-name.js';

export const apparmorGenerator = defineHardening({
  id: 'apparmor',
  title: { en: 'AppArmor profile', zh: 'AppArmor 配置' },
  subject: 'workload',
  generate: ofLinuxWorkloads(productFor),
});

function productFor(workload: WorkloadFacts, settings: HardeningSettings): HardeningProduct {
  const name = profileName(workload, settings);
  const unnamed = (workload.mounts ?? []).filter(
    ({ isReadOnly, target }) => isReadOnly && !isNamable(target),
  );
  return {
    fileName: name,
    text: apparmorProfile(name, workload),
    use: {
      en: `Put it at /etc/apparmor.d/${name}, load it (apparmor_parser -r -W /etc/apparmor.d/${name}), then run with --security-opt apparmor=${name}. Try it in complain mode first: aa-complain ${name}.`,
      zh: `放到 /etc/apparmor.d/${name} 并加载（apparmor_parser -r -W /etc/apparmor.d/${name}），再以 --security-opt apparmor=${name} 运行。建议先用 aa-complain ${name} 试运行。`,
    },
    changes: [{ check: null, message: tightened }],
    risks: [risk],
    undo: {
      en: `Run without the option, then apparmor_parser -R /etc/apparmor.d/${name} and remove the file.`,
      zh: `去掉该选项后运行，再执行 apparmor_parser -R /etc/apparmor.d/${name} 并删除文件。`,
    },
    open: unnamed.map(({ target }) => ({ check: null, message: notNamed(target) })),
  };
}

const tightened: Text = {
  en: 'It denies what the default of Docker denies, and besides: capabilities that the container has not, raw packets, every write to /sys and /proc/sys, tracing, and writes to what is read-only.',
  zh: '在 Docker 默认配置的基础上进一步禁止：容器未持有的能力、原始套接字、对 /sys 与 /proc/sys 的一切写入、进程跟踪，以及对只读内容的写入。',
};
const risk: Text = {
  en: 'Programs that set sysctls when they start, trace others, or mount something fail; what is denied is told by the log of the kernel (dmesg, apparmor="DENIED").',
  zh: '启动时设置 sysctl、跟踪其他进程或挂载文件系统的程序会失败；被拒绝的操作可在内核日志中查看（dmesg，apparmor="DENIED"）。',
};

function notNamed(target: string): Text {
  return {
    en: `No rule can name ${target}: it is read-only by its mount alone.`,
    zh: `规则无法表示 ${target}：仅由挂载选项保证只读。`,
  };
}
