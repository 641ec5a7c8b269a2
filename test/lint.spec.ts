import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint({ cwd: fileURLToPath(new URL('..', import.meta.url)) });

/** The rules that a text breaks when it stands in a file of the tree. */
async function rulesBroken(filePath: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return [...new Set(result?.messages.map(({ ruleId }) => ruleId))];
}

const injected = `import { Controller } from '@nestjs/common';
import { CheckService } from './check.service.js';

@Controller('v1/checks')
export class CheckController {
  constructor(private readonly checks: CheckService) {}
}
`;

describe('the rules of the code', () => {
  it('leave imports alone that are injected by their class', async () => {
    expect(await rulesBroken('src/checks/check.controller.ts', injected)).toEqual([]);
  });

  it.each([
    [
      'a value import of a type',
      'src/checks/check.service.ts',
      "import { Logger } from 'pino';\nexport type Log = Logger;\n",
      '@typescript-eslint/consistent-type-imports',
    ],
    [
      'the environment outside of the configuration',
      'src/checks/check.service.ts',
      "export const home = process.env['HOME'];\n",
      'no-restricted-syntax',
    ],
    [
      'the clock in the engine',
      'src/engine/policy/judge.ts',
      'export const now = Date.now();\n',
      'no-restricted-syntax',
    ],
    ['output outside of the command line', 'src/service.ts', "console.log('here');\n", 'no-console'],
    [
      'a pattern that takes the square of a text',
      'src/engine/text/ends.ts',
      "export const end = (text: string): string => text.replace(/\\s+$/, '');\n",
      'regexp/no-super-linear-move',
    ],
    ['any', 'src/service.ts', 'export type Anything = any;\n', '@typescript-eslint/no-explicit-any'],
    [
      'a promise that nobody waits for',
      'src/service.ts',
      'export function start(): void {\n  Promise.resolve(1);\n}\n',
      '@typescript-eslint/no-floating-promises',
    ],
    ['an empty catch', 'src/service.ts', 'try {\n  JSON.parse("");\n} catch {}\n', 'no-empty'],
    ['a file of more than 250 lines', 'src/service.ts', `export {};\n${'//\n'.repeat(250)}`, 'max-lines'],
    [
      'a rule turned off by a comment',
      'src/service.ts',
      '/* eslint no-console: off */\nconsole.log(1);\n',
      'no-console',
    ],
  ])('refuse %s', async (_, filePath, text, rule) => {
    expect(await rulesBroken(filePath, text)).toContain(rule);
  });
});
