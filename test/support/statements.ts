import pg from 'pg';
import { vi } from 'vitest';

/** The SQL statements that this process sends while something is done, with those of rounds in the background. */
export async function statementsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const spy = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    return spy.mock.calls.map(([given]) =>
      typeof given === 'string' ? given : ((given as { text?: string }).text ?? ''),
    );
  } finally {
    spy.mockRestore();
  }
}
