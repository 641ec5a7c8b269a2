import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { discardRest, type DiscardLimits } from './unread-body.js';

const mebibyte = 1024 * 1024;
let server: Server;
let client: Socket;
afterEach(async () => {
  client.destroy();
  server.close();
  await once(server, 'close');
});

/** A server that refuses every upload at its head, and a client of it. */
async function refusing(limits?: DiscardLimits): Promise<void> {
  server = createServer((request, response) => {
    response.writeHead(413, { 'content-length': '7' }).end('refused');
    discardRest(request, limits);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(client, 'connect');
  // Read only when the test says so.
  client.pause();
}

const send = (bytes: Buffer) => new Promise<void>((resolve) => client.write(bytes, () => resolve()));

describe('the rest of a refused upload', () => {
  it('is thrown away, so that a client that reads only once it has sent gets the answer', async () => {
    await refusing();
    await send(Buffer.from(`POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ${32 * mebibyte}\r\n\r\n`));
    await send(Buffer.alloc(32 * mebibyte));
    expect(String((await once(client.resume(), 'data'))[0])).toMatch(/^HTTP\/1.1 413 [^]*refused$/);
    await send(Buffer.from('GET / HTTP/1.1\r\nhost: a\r\n\r\n'));
    expect(String((await once(client, 'data'))[0])).toMatch(/^HTTP\/1.1 413 /);
  });

  it('is not taken in for ever: the client has its answer, then the connection is cut', async () => {
    await refusing({ bytes: mebibyte, milliseconds: 200 });
    const closed = new Promise((resolve) => client.once('close', resolve));
    client.on('error', () => undefined);
    await send(Buffer.from('POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n'));
    const answer = once(client.resume(), 'data');
    client.write(`${(900 * mebibyte).toString(16)}\r\n`);
    client.write(Buffer.alloc(64 * mebibyte));
    expect(String((await answer)[0])).toMatch(/^HTTP\/1.1 413 /);
    await closed;
    expect(client.bytesWritten).toBeGreaterThan(mebibyte);
  });
});
