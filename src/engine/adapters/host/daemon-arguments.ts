import { shortFlags, switchFlags } from './daemon-options.js';

/** The flags of a command line, by name, with their values in their order. */
export type DaemonFlags = ReadonlyMap<string, readonly string[]>;

/** The flags of dockerd's command line, its own name first or not. */
export function daemonFlags(words: readonly string[]): DaemonFlags {
  const flags = new Map<string, string[]>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    const [, dashes, name = '', value] = /^(--?)([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (dashes === undefined) continue;
    const [flag, attached] = dashes === '-' ? shortFlag(name) : [name, ''];
    const values = flags.get(flag) ?? [];
    flags.set(flag, values);
    if (value !== undefined) values.push(value);
    else if (attached !== '') values.push(attached);
    else if (switchFlags.has(flag)) values.push('true');
    else {
      at += 1;
      values.push(words[at] ?? '');
    }
  }
  return flags;
}

/** `-Hunix:///run/docker.sock` carries its value. */
function shortFlag(text: string): [string, string] {
  const short = text.charAt(0);
  return [Object.hasOwn(shortFlags, short) ? shortFlags[short]! : text, text.slice(1)];
}
