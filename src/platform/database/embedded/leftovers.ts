import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { processIdentity } from './process-identity.js';

/** A name for something that is made beside its final place; tells which process makes it. */
export function unfinishedName(): string {
  return `new-${process.pid}-${randomUUID()}`;
}

/** Removes what processes that were killed have left unfinished in a folder. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const maker = /(?:^|\.)new-(\d{1,10})-[0-9a-f-]{36}/.exec(name)?.[1];
    if (maker === undefined || (await processIdentity(Number(maker))) !== null) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}
