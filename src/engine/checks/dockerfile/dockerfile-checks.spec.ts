import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../../test/support/processor-time.js';
import { readDockerfile } from '../../adapters/dockerfile/read-dockerfile.js';
import { givenFiles } from '../../adapters/input-adapter.js';
import type { Check } from '../check.js';
import { exampleNow } from '../example-facts.js';
import { checks } from '../index.generated.js';

const all: readonly Check[] = checks.filter(({ area }: Check) => area === 'dockerfile');
const now = new Date(exampleNow);
const files = givenFiles({ '.dockerignore': '**\n!a', a: '', '.env': '' });
const read = (text: string) => ({ facts: readDockerfile(text, { name: 'Dockerfile', files }) });
const evaluate = (check: Check, text: string) => check.evaluate(read(text), check.parameters.parse({}), now);

const line = fc
  .array(
    fc.constantFrom(
      ...[
        'FROM ',
        'node:22',
        'a',
        ' AS b',
        'COPY ',
        '--from=b ',
        '--from=0 ',
        '. ',
        '/ ',
        '*',
        'RUN ',
        'npm ci',
        'apt-get ',
      ],
      ...[
        'update',
        'install x',
        ' | ',
        ' && ',
        'curl https://h ',
        'sh',
        '$(',
        ')',
        'ENV ',
        'A_TOKEN=',
        'x ',
        'ARG ',
        'USER ',
      ],
      ...[
        'WORKDIR ',
        '/app',
        '$X',
        'CMD ',
        '["node", "a.js"]',
        'EXPOSE ',
        '0-99999 ',
        'SHELL ',
        '["pwsh"]',
        '<<E',
        '# ',
      ],
      ...[
        'hadolint ignore=DL1',
        'ONBUILD ',
        'chmod 777 ',
        'HEALTHCHECK ',
        'NONE',
        'ADD ',
        '--chown=a ',
        'java -jar x.jar',
      ],
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));
const dockerfile = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));

describe('the checks of Dockerfiles', () => {
  it('answer for any text, always the same, and say where each fault stands', () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        const count = text.split('\n').length;
        for (const check of all) {
          const outcome = evaluate(check, text);
          expect(evaluate(check, text)).toEqual(outcome);
          if (outcome.result !== 'fail') continue;
          const elements = outcome.violations.map(({ element }) => element);
          expect(new Set(elements).size, check.id).toBe(elements.length);
          for (const { location } of outcome.violations) {
            expect(location?.path).toBe('Dockerfile');
            expect(location?.line).toBeGreaterThan(0);
            expect(location?.line).toBeLessThanOrEqual(count);
          }
        }
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  it('pass nothing of a file that was not read fully', () => {
    for (const check of all) {
      const { result } = evaluate(check, 'FROM alpine:3.22\nUSER 1000\nHEALTHCHECK CMD ["x"]\nRUMN x\n');
      expect(['unknown', 'fail'], check.id).toContain(result);
    }
  });

  it.each([
    ['copies between stages', `${'FROM a AS b\n'.repeat(100)}${'COPY --from=b x /y\n'.repeat(2_000)}`],
    [
      'copies of different paths',
      `FROM node AS b\nRUN npm ci\nFROM b\n${Array.from({ length: 2_000 }, (_, index) => `COPY --from=0 /x${index} /y\n`).join('')}CMD ["node", "a.js"]`,
    ],
    ['variables', `FROM a\n${'ARG A_TOKEN\nRUN x $A_TOKEN\n'.repeat(1_500)}`],
    ['commands', `FROM a\nRUN ${'curl https://h/x | sh && apt-get update && '.repeat(1_000)}true`],
    ['steps', `FROM a\n${'RUN apk add x | y\n'.repeat(3_000)}`],
    ['ports', `FROM a\nEXPOSE ${'0-65535 '.repeat(3_000)}`],
    ['relative folders', `FROM node\n${'WORKDIR a\n'.repeat(2_000)}COPY . .\nCMD ["node", "a.js"]`],
  ])(
    'stay fast with many %s',
    (_name, text) => {
      const subject = read(text);
      for (const check of all) {
        const start = processorTime();
        check.evaluate(subject, check.parameters.parse({}), now);
        expect(processorTime() - start, check.id).toBeLessThan(10_000);
      }
    },
    120_000,
  );
});
