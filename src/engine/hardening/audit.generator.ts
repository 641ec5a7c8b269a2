import { auditTargets } from '../checks/host-targets.js';
import { wasLookedAt } from '../checks/host-files.js';
import type { Text } from '../model/text.js';
import { defineHardening, type HardeningProduct } from './generator.js';

export const auditGenerator = defineHardening({
  id: 'audit',
  title: { en: 'Audit rules', zh: '审计规则' },
  subject: 'host',
  generate({ facts }): readonly HardeningProduct[] | Text {
    const { files, auditWatches } = facts.machine;
    const isSeen = (path: string) => files !== null && Object.hasOwn(files, path) && files[path] !== null;
    const isOpen = (path: string) => files === null || !wasLookedAt(path, files);
    const paths = auditTargets.flatMap((target) => {
      const all = target.paths(facts).filter(isWatchable);
      const known = all.find(isSeen);
      const usual = all.find((path) => path.startsWith('/usr/lib/')) ?? all[0];
      if (known !== undefined) return [known];
      return usual !== undefined && isOpen(usual) ? [usual] : [];
    });
    const rules = [...new Set(paths)].sort();
    if (rules.length === 0)
      return { en: 'None of the files of Docker is on the host.', zh: '主机上没有 Docker 的文件。' };
    const notSeen = rules.filter((path) => !isSeen(path));
    return [
      {
        fileName: '70-docker.rules',
        text: `${[...head, ...rules.map((path) => `-w ${path} -p wa -k docker`)].join('\n')}\n`,
        use,
        changes: rules.map((path) => ({ check: 'host-audit-rules', message: watched(path) })),
        risks: [noise],
        undo,
        open: [
          ...notSeen.map((path) => ({ check: 'host-audit-rules', message: notKnown(path) })),
          ...(auditWatches === null ? [{ check: 'host-audit-rules', message: rulesNotKnown }] : []),
        ],
      },
    ];
  },
});

const head = [
  '# Changes of what Docker is made of, and of what tells it what to do.',
  '# Reading is not watched: under /var/lib/docker that fills the log.',
];

/** What a rule can name: auditctl takes words apart at blanks. */
function isWatchable(path: string): boolean {
  return /^\/[^\s"'\\]*$/.test(path) && !path.includes('/../');
}

const use: Text = {
  en: 'Put it at /etc/audit/rules.d/70-docker.rules and load it with augenrules --load; audit.rules itself is written anew from there. A path that is not there is refused when it is loaded: take its line out.',
  zh: '放到 /etc/audit/rules.d/70-docker.rules，再以 augenrules --load 加载；audit.rules 会由此重新生成。加载时不存在的路径会被拒绝：请删除对应行。',
};
const noise: Text = {
  en: 'Each start of a container writes under /var/lib/docker and /run/containerd: the log grows with them, and auditd may fall behind on busy hosts.',
  zh: '每次启动容器都会写入 /var/lib/docker 与 /run/containerd：日志会随之增长，繁忙主机上 auditd 可能积压。',
};
const undo: Text = {
  en: 'Remove the file and load the rules again: rm /etc/audit/rules.d/70-docker.rules && augenrules --load.',
  zh: '删除该文件并重新加载：rm /etc/audit/rules.d/70-docker.rules && augenrules --load。',
};
const rulesNotKnown: Text = {
  en: 'Which rules are there already is not known.',
  zh: '现有审计规则未知。',
};

function watched(path: string): Text {
  return { en: `Changes of ${path} are audited.`, zh: `审计 ${path} 的变更。` };
}

function notKnown(path: string): Text {
  return {
    en: `Whether ${path} is there is not known: where it is not, take its line out.`,
    zh: `${path} 是否存在未知：若不存在，请删除对应行。`,
  };
}
