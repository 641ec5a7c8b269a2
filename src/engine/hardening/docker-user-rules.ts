import { parseAddress } from '../network/ip-address.js';
import type { PortRule } from './hardening-settings.js';

/** Where clouds tell virtual machines of themselves, credentials included: over HTTP. */
export const metadataAddresses: readonly string[] = [
  '169.254.169.254/32',
  '169.254.170.2/32',
  '100.100.100.200/32',
  'fd00:ec2::254/128',
  'fd20:ce::254/128',
];

/** The chain that holds the rules: DOCKER-USER leads to it, and its other rules stay. */
export const ownChain = 'IRONHULL-USER';

export type Family = 'ipv4' | 'ipv6';

/**
 * The rules for packets that are forwarded, in their order: what is denied to all, what has begun already, then for each
 * port who may and, below, nobody else. A published port is known by what it was before the translation (DNAT), and by
 * its having been translated: what containers send to such a port elsewhere passes.
 */
export function dockerUserRules(ports: readonly PortRule[], family: Family): string[] {
  const metadata = metadataAddresses.filter((address) => isOf(address, family));
  return [
    ...metadata.map((address) => `-d ${address} -p tcp -j DROP`),
    '-m conntrack --ctstate RELATED,ESTABLISHED -j RETURN',
    ...ports.flatMap(({ port, protocol, sources }) => {
      const match = `-p ${protocol} -m conntrack --ctstate DNAT --ctorigdstport ${port} --ctdir ORIGINAL`;
      const allowed = sources.filter((source) => isOf(source, family));
      return [...allowed.map((source) => `-s ${source} ${match} -j RETURN`), `${match} -j DROP`];
    }),
  ];
}

/** What `iptables-restore --noflush` takes: all of the chain or nothing of it, and no other one. */
export function restoreInput(rules: readonly string[]): string {
  const lines = [
    '*filter',
    `:${ownChain} - [0:0]`,
    ...rules.map((rule) => `-A ${ownChain} ${rule}`),
    'COMMIT',
  ];
  return `${lines.join('\n')}\n`;
}

/** Whether a text is an address or a block of addresses, written as every tool reads it. */
export function isSource(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/');
  const parsed = parseAddress(address);
  if (!parsed || more.length > 0 || /(?:^|\.)0\d/.test(address)) return false;
  return prefix === undefined || (/^(?:0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= parsed.width);
}

function isOf(address: string, family: Family): boolean {
  return address.includes(':') === (family === 'ipv6');
}

/** A script that puts the rules in place, however often it runs; POSIX sh. */
export function firewallScript(v4: string, v6: string): string {
  return `#!/bin/sh
# Puts the rules of ${ownChain} in place and leads DOCKER-USER to them. It may run any number of times.
# They are gone after a restart of the host: run it then, before or after Docker starts.
# To undo it: ${undoCommand('iptables')}
#             ${undoCommand('ip6tables')}
set -eu

# apply IPTABLES RESTORE: what is read becomes the chain, at once; DOCKER-USER begins with the way there, which is there once.
apply() {
  "$1" -w -n -L DOCKER-USER >/dev/null 2>&1 || "$1" -w -N DOCKER-USER
  "$2" -w --noflush
  lead='-A DOCKER-USER -j ${ownChain}'
  [ "$("$1" -w -S DOCKER-USER 1)" = "$lead" ] || "$1" -w -I DOCKER-USER 1 -j ${ownChain}
  "$1" -w -S DOCKER-USER | grep -nxF -- "$lead" | cut -d: -f1 | sort -rn | while read -r line; do
    [ "$line" -le 2 ] || "$1" -w -D DOCKER-USER $((line - 1))
  done
}

apply iptables iptables-restore <<'RULES'
${v4}RULES

if [ -e /proc/net/if_inet6 ]; then
  apply ip6tables ip6tables-restore <<'RULES'
${v6}RULES
fi
`;
}

/** The command that takes the rules of one family away again. */
export function undoCommand(program: string): string {
  return `${program} -D DOCKER-USER -j ${ownChain} && ${program} -F ${ownChain} && ${program} -X ${ownChain}`;
}
