import { describe, expect, it } from 'vitest';
import { addressOption, readLogAddress } from './daemon-log.js';

const cases = [
  ['tcp+tls://logs.example.com:6514', 'tcp+tls', 'logs.example.com', false],
  ['udp://[2001:db8::1]:514', 'udp', '2001:db8::1', false],
  ['unix:///dev/log', 'unix', '', true],
  ['unixgram:///dev/log', 'unixgram', '', true],
  ['localhost:24224', '', 'localhost', true],
  ['logs:24224', '', 'logs', false],
  ['https://127.0.0.1.example.com/services', 'https', '127.0.0.1.example.com', false],
  ['', '', '', true],
] as const;

describe('where a log driver sends to', () => {
  it.each(cases)('of %j is read', (text, scheme, host, isLocal) => {
    expect(readLogAddress(text)).toEqual({ scheme, host, isLocal });
  });

  it('stands in an option of the driver', () => {
    expect(addressOption('gelf')).toBe('gelf-address');
    expect(addressOption('awslogs')).toBeNull();
    expect(addressOption('constructor')).toBeNull();
  });
});
