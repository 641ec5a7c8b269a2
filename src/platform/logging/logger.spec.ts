import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { createLogger } from './logger.js';
import { NestLogger } from './nest-logger.js';
import { redactLine } from './redaction.js';

const lines: string[] = [];
const destination = { write: (line: string) => void lines.push(line) };

function written(): Record<string, unknown>[] {
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

beforeEach(() => {
  lines.length = 0;
});

describe('createLogger', () => {
  it('writes level, time, name, fields and message as one JSON line', () => {
    createLogger({ level: 'info', name: 'api', destination }).info({ scan: 's1' }, 'scan queued');
    expect(lines).toHaveLength(1);
    expect(written()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        name: 'api',
        scan: 's1',
        msg: 'scan queued',
      },
    ]);
  });

  it('leaves out what is below its level', () => {
    const logger = createLogger({ level: 'warn', destination });
    logger.info('no');
    logger.warn('yes');
    expect(written()).toMatchObject([{ msg: 'yes' }]);
  });

  it('takes out secret fields at every depth that is in use', () => {
    const headers = {
      authorization: 'Bearer hunter2hunter2',
      cookie: 'hunter2',
      'x-api-key': 'hunter2',
      accept: 'a/b',
    };
    createLogger({ level: 'info', destination }).info(
      {
        password: 'hunter2',
        config: { adminKey: 'hunter2' },
        headers,
        req: { headers },
        a: { b: { c: { token: 'hunter2' } } },
      },
      'request',
    );
    expect(lines[0]).not.toContain('hunter2');
    expect(written()).toMatchObject([{ password: '[redacted]', req: { headers: { accept: 'a/b' } } }]);
  });

  it('takes secrets out of texts, errors and their causes', () => {
    const key = `ihk_${'0'.repeat(32)}_${'s'.repeat(43)}`;
    const cause = new Error('connect postgres://ironhull:hunter2@db:5432/x failed');
    const err = new Error(`key ${key} was refused`, { cause });
    createLogger({ level: 'info', destination }).error(
      { err, url: 'redis://:hunter2@redis' },
      'Bearer hunter2hunter2',
    );
    expect(lines[0]).not.toMatch(/hunter2|sss/);
    expect(lines[0]).toContain('postgres://ironhull:[redacted]@db:5432/x');
    expect(lines[0]).toContain(`ihk_${'0'.repeat(32)}_[redacted]`);
    expect(written()).toMatchObject([{ level: 'error', url: 'redis://:[redacted]@redis' }]);
  });
});

describe('redactLine', () => {
  it('keeps every line valid JSON', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^(?:[a-z"\\:@/ ]|:\/\/|bearer ){0,40}$/));
    fc.assert(
      fc.property(text, fc.jsonValue(), (message, value) => {
        expect(() => void JSON.parse(redactLine(JSON.stringify({ message, value })))).not.toThrow();
      }),
    );
  });

  it('takes a time that grows with the length alone', () => {
    for (const part of ['://', '://a:', 'bearer ', 'ihk_', '://:a']) {
      const line = part.repeat(200_000);
      const start = processorTime();
      redactLine(line);
      expect(processorTime() - start, part).toBeLessThan(2_000);
    }
  });

  it('leaves addresses without a password as they are', () => {
    const line = '"http://host:8080/path?at=a@b" "pkg:npm/%40scope/name@1.0" "user@host"';
    expect(redactLine(line)).toBe(line);
  });
});

describe('NestLogger', () => {
  it('keeps level, context and stack of the framework', () => {
    const logger = new NestLogger(createLogger({ level: 'trace', destination }));
    logger.log('Mapped {/livez, GET}', 'RouterExplorer');
    logger.warn('careful', 'X');
    logger.error('broken', 'Error: broken\n    at x', 'ExceptionHandler');
    logger.verbose({ a: 1 }, 'Y');
    logger.fatal(new Error('dead'));
    expect(written()).toMatchObject([
      { level: 'debug', text: 'Mapped {/livez, GET}', context: 'RouterExplorer', msg: 'framework message' },
      { level: 'warn', text: 'careful', context: 'X' },
      { level: 'error', text: 'broken', context: 'ExceptionHandler', stack: 'Error: broken\n    at x' },
      { level: 'trace', text: '{"a":1}', context: 'Y' },
      { level: 'fatal', err: { message: expect.stringContaining('dead') } },
    ]);
  });
});
