import type { Cloud } from '../../model/network-facts.js';
import type { BundleParts } from './bundle-parts.js';

/** What the firmware of a machine of Azure is marked with (https://learn.microsoft.com/azure). */
const azureMark = '7783-7084-3265-9085-8269-3286-77';

const marks: readonly (readonly [RegExp, Cloud])[] = [
  [/amazon|\baws\b/i, 'aws'],
  [/google/i, 'gcp'],
  [new RegExp(azureMark), 'azure'],
  [/alibaba|aliyun/i, 'aliyun'],
  [/tencent/i, 'tencent'],
  [
    /oraclecloud|digitalocean|hetzner|openstack|huawei|linode|akamai|vultr|scaleway|ovh|ibm:? ?cloud|exoscale|upcloud/i,
    'other',
  ],
  // Makers of machines and of virtual ones that stand on a desk or in a room of one's own.
  [
    /\b(?:dell|hewlett-packard|hp|hpe|lenovo|supermicro|super micro|fujitsu|asus|asustek|gigabyte|intel|apple|acer|msi|micro-star|asrock|raspberry|inspur|vmware|innotek|virtualbox|parallels)\b/i,
    'none',
  ],
];

/** Of lines `sys_vendor = Amazon EC2`, as the firmware tells them. Null: they name none that is known. */
export function cloudOf(parts: BundleParts): Cloud | null {
  const text = parts.lines('dmi')?.join('\n').slice(0, 10_000);
  if (text === undefined) return null;
  return marks.find(([mark]) => mark.test(text))?.[1] ?? null;
}
