import type { HostPart } from '../model/host-facts.js';
import { aContainer } from './example-container.js';
import { anInfo } from './example-host.js';

/** Small texts of parts as tools print them, of a host on which much is wrong. */
export const examplePartTexts: Partial<Readonly<Record<HostPart, string>>> = {
  'docker-info': anInfo({ Swarm: { LocalNodeState: 'active', Cluster: { Spec: { CAConfig: {} } } } }),
  'docker-version':
    '{"Client":{"Version":"28.5.1"},"Server":{"Version":"28.5.1","Components":[{"Name":"runc"}]}}',
  containers: aContainer({
    HostConfig: { Privileged: false, PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '80' }] } },
    Mounts: [{ Type: 'bind', Source: '/etc', Destination: '/e', RW: true }],
  }),
  images: `[{"Id":"sha256:${'2'.repeat(64)}","RepoTags":["a:1"],"RepoDigests":["a@sha256:${'3'.repeat(64)}"]}]`,
  networks:
    '[{"Name":"bridge","Id":"4f66ad9a0b2e","Driver":"bridge","Options":{},"IPAM":{"Config":[{"Subnet":"172.17.0.0/16"}]},"Containers":{}}]',
  'swarm-services': '[{"ID":"a","Spec":{"Name":"web","TaskTemplate":{"ContainerSpec":{"Image":"a:1"}}}}]',
  'daemon-json': '{"icc":false,"hosts":["unix:///run/docker.sock"],"log-opts":{"max-size":"10m"}}',
  'daemon-arguments': 'dockerd\n--icc=false\n--host\nfd://',
  files: '660 0 999 root docker socket /run/docker.sock\n644 0 0 root root file /etc/docker/daemon.json',
  mounts: '1 2 3:4 / /var/lib/docker rw - ext4 /dev/sda rw',
  groups: 'docker:x:999:ann',
  'audit-rules': '-w /usr/bin/dockerd -p wa -k docker',
  sysctl: 'net.ipv4.ip_forward = 1',
  kernel: 'Linux 6.1.0-1 #1 SMP x86_64',
  'os-release': 'ID=debian\nVERSION_ID="12"',
  subuid: 'ann:100000:65536',
  iptables: '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp --dport 22 -j DROP\nCOMMIT',
  nft: '{"nftables":[{"table":{"family":"ip","name":"x"}},{"chain":{"family":"ip","table":"x","name":"c"}},{"rule":{"family":"ip","table":"x","chain":"c","expr":[{"drop":null}]}}]}',
  listeners: 'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=7,fd=3))',
  processes: '4f66ad9a0b2e 7 0 /app --port 80',
  lsm: 'lockdown,apparmor',
};
