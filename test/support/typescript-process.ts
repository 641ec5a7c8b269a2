import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A TypeScript module that runs in a process of its own and talks by messages. */
export interface TypescriptProcess {
  readonly child: ChildProcess;
  /** The next message; fails when the process ends first. */
  nextMessage<Message>(): Promise<Message>;
  /** Asks the process to end itself, and waits until it has. */
  end(): Promise<number | null>;
  /** Ends it with no chance to clean up. */
  kill(): Promise<void>;
}

/** Runs a module, named relative to the repository's root. */
export function runTypescript(module: string, ...args: string[]): TypescriptProcess {
  const child = fork('test/support/run-typescript.mjs', [module, ...args], { stdio: 'inherit' });
  const exit = new Promise<number | null>((settle) => child.once('exit', settle));
  const waiting: unknown[] = [];
  child.on('message', (message) => waiting.push(message));
  return {
    child,
    nextMessage: async <Message>() => {
      if (waiting.length === 0) await Promise.race([once(child, 'message'), exit]);
      if (waiting.length === 0) throw new Error(`${module} ended with ${child.exitCode ?? child.signalCode}`);
      return waiting.shift() as Message;
    },
    end: () => {
      child.send('end');
      return exit;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
