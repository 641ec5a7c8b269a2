import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds of one look at a process. */
const look = 250;
/** Of a look, how much of a core a process at rest takes at most. */
const restingShare = 0.1;
/** So many looks in a row have to find the processes at rest. */
const quietLooks = 2;
/** Looks that are taken at most: a busy machine may not let it come to rest. */
const mostLooks = 80;
/** Linux counts processor time in hundredths of a second for every program (proc_pid_stat(5), USER_HZ). */
const ticksPerSecond = 100;

/**
 * Waits until processes have done what they do once they are started: code that is still being loaded and made fast
 * takes a core for a second after the first answer. Where the system does not tell (no /proc), it does not wait.
 */
export async function atRest(pids: readonly number[]): Promise<void> {
  let before = await processorSeconds(pids);
  let quiet = 0;
  for (let taken = 0; before !== null && quiet < quietLooks && taken < mostLooks; taken += 1) {
    await delay(look);
    const now = await processorSeconds(pids);
    quiet = now !== null && now - before <= (look / 1000) * restingShare ? quiet + 1 : 0;
    before = now;
  }
}

/** Of all of them together, since each was started; null: the system does not tell, or one is gone. */
export async function processorSeconds(pids: readonly number[]): Promise<number | null> {
  let ticks = 0;
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
    // The name of the program may hold anything; what follows it are numbers, of which these are the 12th and 13th.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (!fields) return null;
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / ticksPerSecond;
}
