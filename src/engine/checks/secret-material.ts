import type { WorkloadFacts, WorkloadSecret } from '../model/workload-facts.js';

/** Endings that name a private key or a store of them, and the names that SSH and ACME clients give them. */
const keyEnding =
  /(?:^|\.)(?:key|pk8|p12|pfx|jks|keystore)(?:\.pem)?$|[_-]key\.pem$|(?:^|[._-])(?:tls|ssl|server|client|host|site|ca)[_-]key$/i;
const keyName = /(?:^|[._-])(?:privkey\d*|private[._-]?key|id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?)(?:\.pem)?$/i;
const publicName = /(?:^|[._-])(?:pub|public)(?:[._-]|$)/i;
const certificateName =
  /(?:^|[._-])(?:crt|cer|cert|certificate|chain|fullchain\d*|ca|ca-bundle|cacert|tls)(?:\.pem)?$/i;

/** Whether a name or a path says that it is a private key: `tls.key`, `server-key.pem`, `id_rsa`. */
export function isPrivateKeyName(path: string): boolean {
  const name = lastPart(path);
  return (keyEnding.test(name) || keyName.test(name)) && !publicName.test(name);
}

/** Whether a name or a path says that it is a certificate, or certificates with their keys. */
export function isCertificateName(path: string): boolean {
  return certificateName.test(lastPart(path));
}

/** Whether a secret is, by its name or by where it appears, a private key. */
export function isPrivateKey({ name, target }: WorkloadSecret): boolean {
  return isPrivateKeyName(name) || (target !== null && isPrivateKeyName(target));
}

/** Where a secret is stated: itself, or the volume that brings it. */
export function secretFact({ mounts, places }: WorkloadFacts, secret: WorkloadSecret, index: number): string {
  if (Object.hasOwn(places, `secrets.${index}`)) return `secrets.${index}`;
  const mount = (mounts ?? []).findIndex(({ target }) => target !== '' && target === secret.target);
  if (mount < 0) return 'secrets';
  const volume = `mounts.${mount}.volume`;
  return Object.hasOwn(places, volume) ? volume : `mounts.${mount}`;
}

/** Whether a mode (octal digits) permits anything that another one does not. */
export function isWider(mode: string, most: string): boolean {
  return (parseInt(mode, 8) & 0o777 & ~parseInt(most, 8)) !== 0;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).slice(0, 256);
}
