import { describe, expect, it } from 'vitest';
import { dfDevDependenciesCheck } from './df-dev-dependencies.check.js';
import { evaluateText } from './evaluate-example.js';

const resultOf = (text: string) => evaluateText(dfDevDependenciesCheck, 'dockerfile', text).result;

describe('df-dev-dependencies', () => {
  it.each([
    ['npm install', 'fail'],
    ['npm ci', 'fail'],
    ['npm install express@4.1.1', 'fail'],
    ['npm install --no-audit', 'fail'],
    ['yarn install --frozen-lockfile', 'fail'],
    ['pnpm i', 'fail'],
    ['npm install --production', 'pass'],
    ['npm ci --omit=dev', 'pass'],
    ['npm ci --omit dev', 'pass'],
    ['NODE_ENV=production npm ci', 'pass'],
    ['yarn install --production', 'pass'],
    ['pnpm install --prod', 'pass'],
    ['npm ci && npm run build && npm prune --omit=dev', 'pass'],
    ['npm install -g typescript', 'not_applicable'],
    ['npm run build', 'not_applicable'],
  ])('%s: %s', (run, expected) => {
    expect(resultOf(`FROM node:22\nRUN ${run}`)).toBe(expected);
  });

  it.each([
    [
      'FROM node:22 AS d\nWORKDIR /app\nRUN npm ci\nFROM d AS b\nRUN npm run build\nFROM x\nCOPY --from=b /app /app',
      'fail',
    ],
    [
      'FROM node:22 AS d\nWORKDIR /a\nRUN npm ci\nFROM x AS b\nCOPY --from=d /a/node_modules /b/node_modules\nFROM y\nCOPY --from=b /b /c',
      'fail',
    ],
    [
      'FROM node:22 AS d\nWORKDIR /a\nRUN npm ci\nFROM x AS b\nCOPY --from=d /a/node_modules /b/node_modules\nFROM y\nCOPY --from=b /b/dist /c',
      'pass',
    ],
    ['FROM node:22 AS d\nENV NODE_ENV=production\nRUN npm ci\nFROM d', 'pass'],
    ['FROM node:22 AS d\nRUN npm ci\nFROM x', 'pass'],
  ])('over stages: %j', (text, expected) => {
    expect(resultOf(text)).toBe(expected);
  });
});
