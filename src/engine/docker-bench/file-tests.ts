import { automated, differs, type BenchTest } from './bench-test.js';

const bits = differs(
  'It compares the mode as a number: 622 passes where 644 is the most. Ours compares bits.',
  '该测试按数值比较权限：上限为 644 时 622 也算通过。我们按位比较。',
);
const byFlag = differs(
  'With jq and a daemon.json that does not name the file, it looks for a file called null, and says INFO; ours takes the file in force, from flags too.',
  '装有 jq 且 daemon.json 未写该文件时，它会查找名为 null 的文件并给出 INFO；我们取生效文件，包括由参数指定的。',
);
const both = differs(`${byFlag.en} ${bits.en}`, byFlag.zh + bits.zh);
const owner = (id: string, topic: string, difference: BenchTest['difference'] = null) =>
  automated(id, topic, ['host-file-ownership'], difference);
const mode = (id: string, topic: string, difference = bits) =>
  automated(id, topic, ['host-file-permissions'], difference);

/** Section 3. */
export const fileTests: readonly BenchTest[] = [
  owner('3.1', 'docker.service file ownership'),
  mode('3.2', 'docker.service file permissions'),
  owner('3.3', 'docker.socket file ownership'),
  mode('3.4', 'docker.socket file permissions'),
  owner('3.5', '/etc/docker directory ownership'),
  mode('3.6', '/etc/docker directory permissions'),
  owner(
    '3.7',
    'registry certificate file ownership',
    differs(
      'It looks at files called *.crt and at their users; ours at every file there, and at groups.',
      '该测试只看 *.crt 文件的属主；我们检查目录中所有文件及属组。',
    ),
  ),
  mode(
    '3.8',
    'registry certificate file permissions',
    differs(
      `It looks at files called *.crt only, ours at every file there. ${bits.en}`,
      `该测试只看 *.crt 文件，我们检查所有文件。${bits.zh}`,
    ),
  ),
  owner('3.9', 'ca certificate file ownership', byFlag),
  mode('3.10', 'ca certificate file permissions', both),
  owner('3.11', 'server certificate file ownership', byFlag),
  mode('3.12', 'server certificate file permissions', both),
  owner('3.13', 'certificate key file ownership', byFlag),
  mode(
    '3.14',
    'certificate key file permissions',
    differs(
      `It asks for exactly 400; to ours less is right too. ${byFlag.en}`,
      `该测试要求恰为 400；我们允许更严格的权限。${byFlag.zh}`,
    ),
  ),
  owner('3.15', 'docker socket file ownership'),
  mode('3.16', 'docker socket file permissions'),
  owner('3.17', 'daemon.json file ownership'),
  mode('3.18', 'daemon.json file permissions'),
  owner('3.19', '/etc/default/docker file ownership'),
  mode('3.20', '/etc/default/docker file permissions'),
  mode('3.21', '/etc/sysconfig/docker file permissions'),
  owner('3.22', '/etc/sysconfig/docker file ownership'),
  owner('3.23', 'containerd socket file ownership'),
  mode('3.24', 'containerd socket file permissions'),
];
