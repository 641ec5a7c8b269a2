import { aBundle, anInfo } from '../checks/example-host.js';
import type { AdapterSamples } from './docker-samples.js';

const names = [
  'format',
  'version',
  'parts',
  'status',
  'text',
  'reason',
  'daemon-json',
  'docker-info',
  'files',
  'networks',
  'iptables',
];

/** What the contract suite of adapters tries with hosts. */
export const hostSamples: AdapterSamples = {
  withSecret: (secret) => [
    `{ "log-opts": { "splunk-token": "${secret}" }, "registry-mirrors": ["https://a:${secret}@mirror"] }`,
    aBundle({
      'daemon-json': `{ "log-opts": { "splunk-token": "${secret}" } }`,
      'daemon-arguments': `dockerd\n--log-opt=splunk-token=${secret}\n--registry-mirror\nhttps://a:${secret}@mirror`,
      processes: `4f66ad9a0b2e 7 0 /app --password=${secret}`,
      containers: JSON.stringify([
        { Id: 'a', State: {}, HostConfig: {}, Config: { Env: [`DB_PASSWORD=${secret}`] } },
      ]),
    }),
    aBundle({ 'docker-info': anInfo({ RegistryConfig: { Mirrors: [`https://a:${secret}@mirror`] } }) }),
  ],
  pieces: [
    ...['{', '}', '[', ']', ',', ':', '"', '\\n', '\n', ' ', '0', '1', 'true', 'null', '\0', '\ufeff'],
    ...names.map((name) => `"${name}": `),
    ...['"ironhull-host-bundle"', '"ok"', '"denied"', '"ServerVersion": "1"', '"icc": '],
  ],
  large: (count) => [
    aBundle({ files: '644 0 0 root root regular file /a\n'.repeat(count) }),
    aBundle({
      groups: 'x\n'.repeat(count),
      'audit-rules': '-w /a\n'.repeat(count),
      listeners: 'x\n'.repeat(count),
    }),
    aBundle({
      networks: `[${Array.from({ length: count }, (_, at) => `{"Name":"n${at}","Driver":"bridge","IPAM":{"Config":[{"Subnet":"10.0.0.0/8"}]}}`).join()}]`,
      routes: '10.0.0.0/8 dev eth0\n'.repeat(count),
      addresses: '2: eth0 inet 10.0.0.1/8\n'.repeat(count),
      iptables: `*filter\n:DOCKER-USER - [0:0]\n${'-A DOCKER-USER -d 10.0.0.1 -p tcp --dport 80 -j DROP\n'.repeat(count)}COMMIT\n`,
    }),
    aBundle({
      'stored-rules': `# file /a\n${'-A DOCKER-USER -j DROP\n'.repeat(count)}`,
      dmi: 'a = b\n'.repeat(count),
      sensors: ' '.repeat(count),
      environment: `a${' '.repeat(count)}b`,
      nft: `{"nftables": [${'{},'.repeat(count)}{}]}`,
    }),
    aBundle({ 'daemon-arguments': `dockerd\n${'--insecure-registry=a\n'.repeat(count)}` }),
    aBundle({ mounts: `1 2 3:4 / /${'\\040'.repeat(count)} rw\n` }),
    aBundle({ files: `644 0 0 root root ${'a '.repeat(count)}\n`, sysctl: `a${' '.repeat(count)}b` }),
    `{"a": ${'['.repeat(count)}`,
  ],
};
