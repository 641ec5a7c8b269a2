import { readFileSync, statSync } from 'node:fs';

/** Secrets are short; a larger file is the wrong one. */
const maxBytes = 65_536;

/** The content of a secret's file without the line break at its end, or what is wrong with the file. */
export function readSecretFile(path: string): { readonly text: string } | { readonly problem: string } {
  try {
    const { size } = statSync(path);
    if (size > maxBytes) return { problem: `holds ${size} bytes, expected at most ${maxBytes}` };
    const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    return text === '' ? { problem: 'is empty, expected the secret' } : { text };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { problem: `cannot be read (${code ?? 'unknown error'}), expected a file with the secret` };
  }
}
