import { connect, type Socket } from 'node:net';

const headEnd = Buffer.from('\r\n\r\n');

/** One request under way. */
interface Exchange {
  readonly path: string;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Asks over connections that stay, with next to no work for each answer: what a full client takes of the processor would be
 * missing where it is measured. Answers must say their length.
 */
export class KeepAliveClient {
  private readonly idle: Connection[] = [];
  private readonly all: Connection[] = [];

  constructor(
    private readonly url: URL,
    private readonly key: string,
  ) {}

  /** Settled when the last byte has come. @throws Error when the answer is not 200. */
  ask(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const connection = this.idle.pop() ?? this.open();
      connection.send(
        `GET ${path} HTTP/1.1\r\nhost: ${this.url.host}\r\nauthorization: Bearer ${this.key}\r\n\r\n`,
        { path, resolve, reject },
      );
    });
  }

  close(): void {
    for (const connection of this.all) connection.end();
  }

  private open(): Connection {
    const connection = new Connection(
      connect({ host: this.url.hostname, port: Number(this.url.port), noDelay: true }),
      () => this.idle.push(connection),
    );
    this.all.push(connection);
    return connection;
  }
}

/** One answer at a time. */
class Connection {
  private exchange: Exchange | null = null;
  private head: Buffer = Buffer.alloc(0);
  /** Bytes of the body that are yet to come; null: its head is. */
  private rest: number | null = null;

  constructor(
    private readonly socket: Socket,
    private readonly onIdle: () => void,
  ) {
    socket.on('data', (chunk) => this.read(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('the connection ended before the answer')));
  }

  send(request: string, exchange: Exchange): void {
    this.exchange = exchange;
    this.socket.write(request);
  }

  end(): void {
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    if (this.rest !== null) this.take(chunk.length);
    else {
      this.head = this.head.length === 0 ? chunk : Buffer.concat([this.head, chunk]);
      const end = this.head.indexOf(headEnd);
      if (end >= 0) this.begin(this.head.toString('latin1', 0, end), this.head.length - end - headEnd.length);
    }
  }

  private begin(head: string, bodyBytes: number): void {
    this.head = Buffer.alloc(0);
    const status = head.slice(9, 12);
    const [, length] = /^content-length: *(\d+)/im.exec(head) ?? [];
    const { path = '' } = this.exchange ?? {};
    if (status !== '200') return this.fail(new Error(`${path} was answered with ${status}`));
    if (length === undefined) return this.fail(new Error(`the answer to ${path} does not say its length`));
    this.rest = Number(length);
    this.take(bodyBytes);
  }

  private take(bytes: number): void {
    this.rest = (this.rest ?? 0) - bytes;
    if (this.rest > 0) return;
    this.rest = null;
    const { exchange } = this;
    this.exchange = null;
    this.onIdle();
    exchange?.resolve();
  }

  private fail(error: Error): void {
    const { exchange } = this;
    this.exchange = null;
    this.socket.destroy();
    exchange?.reject(error);
  }
}
