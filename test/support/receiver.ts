import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSigned, type SignedHeaders } from '../../src/engine/events/webhook-signature.js';

/** One request that came in. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers a request; null: it hangs. */
export type Reaction = (
  received: Received,
  count: number,
) => number | null | ((response: ServerResponse) => void);

/** An HTTP server on loopback that takes what webhooks send, and answers as it is told for each path. */
export class Receiver {
  readonly received: Received[] = [];
  private readonly reactions = new Map<string, Reaction>();

  private constructor(
    readonly address: string,
    private readonly end: () => Promise<unknown>,
  ) {}

  static async start(): Promise<Receiver> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const path = request.url ?? '';
        receiver.take({ path, headers: request.headers, body: Buffer.concat(chunks).toString() }, response);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const receiver = new Receiver(`http://127.0.0.1:${port}`, async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    });
    return receiver;
  }

  react(path: string, reaction: Reaction): void {
    this.reactions.set(path, reaction);
  }

  at(path: string): Received[] {
    return this.received.filter((one) => one.path === path);
  }

  stop(): Promise<unknown> {
    return this.end();
  }

  private take(received: Received, response: ServerResponse): void {
    this.received.push(received);
    const count = this.at(received.path).length;
    const react = this.reactions.get(received.path);
    const reaction = react ? react(received, count) : 204;
    if (reaction === null) return;
    if (typeof reaction === 'function') reaction(response);
    else response.writeHead(reaction).end();
  }
}

/** Whether a request is signed with the secret, now. */
export function isFrom({ headers, body }: Received, secret: string): boolean {
  return isSigned(secret, headers as unknown as SignedHeaders, body, new Date());
}
