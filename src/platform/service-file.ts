import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Content = z.object({
  pid: z.int().positive(),
  address: z.url(),
  startedAt: z.coerce.date(),
  key: z.string().min(1),
});

/** How a service that runs on a data folder is reached: by whoever may read the folder. */
export interface ServiceFileContent extends z.output<typeof Content> {}

/** `service.json` in the data folder: there while a service runs on it. Readable by its owner only. */
export class ServiceFile {
  private readonly path: string;

  constructor(private readonly dataFolder: string) {
    this.path = join(dataFolder, 'service.json');
  }

  async write(content: ServiceFileContent): Promise<void> {
    await mkdir(this.dataFolder, { recursive: true, mode: 0o700 });
    const incoming = `${this.path}.${content.pid}`;
    await writeFile(incoming, JSON.stringify(content), { mode: 0o600 });
    await rename(incoming, this.path);
  }

  /** Null: no service has written one, or the one that did is gone. */
  async read(): Promise<ServiceFileContent | null> {
    const text = await readFile(this.path, 'utf8').catch(() => null);
    if (text === null) return null;
    const parsed = Content.safeParse(parse(text));
    return parsed.success && isAlive(parsed.data.pid) ? parsed.data : null;
  }

  /** Removes this process's own; another one's is left alone. */
  async remove(): Promise<void> {
    const content = await this.read();
    if (content?.pid === process.pid) await rm(this.path, { force: true });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
