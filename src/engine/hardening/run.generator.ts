import { defineHardening, type HardeningProduct } from './generator.js';
import { profileName, workloadName } from './profile-name.js';
import { withoutRepeats } from './repeated-flags.js';
import { runLineOf } from './run-line.js';
import { brokenLine } from './broken-line.js';
import { ofText } from './workload-product.js';

const use = {
  en: 'Make the networks, profiles and files that it names, then run it; a container of that name goes first.',
  zh: '先创建其引用的网络、配置与文件，再运行；同名的旧容器须先移除。',
};

export const runGenerator = defineHardening({
  id: 'run',
  title: { en: 'docker run line', zh: 'docker run 命令' },
  subject: 'workload',
  generate(hardened, settings): HardeningProduct[] {
    if (hardened.input === 'run-command') {
      const name = workloadName(hardened.subject.workloads[0]!, settings);
      return [ofText(hardened, `${name}.run.sh`, brokenLine(hardened.text), use)];
    }
    return hardened.subject.workloads.map((workload) => {
      const { text: line, left } = runLineOf(
        workload,
        settings.usesProfiles ? profileName(workload, settings) : null,
      );
      const { text } = withoutRepeats(line);
      const product = ofText(
        hardened,
        `${workloadName(workload, { ...settings, name: null })}.run.sh`,
        text,
        use,
      );
      const open = left.map((message) => ({ check: null, message }));
      return { ...product, open: [...product.open, ...open] };
    });
  },
});
