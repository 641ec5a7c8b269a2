import { describe, expect, it } from 'vitest';
import { dfMissingArtifactCheck } from './df-missing-artifact.check.js';
import { evaluateText } from './evaluate-example.js';

const resultOf = (text: string, files = {}) =>
  evaluateText(dfMissingArtifactCheck, 'dockerfile', text, { files }).result;

describe('df-missing-artifact', () => {
  it.each([
    ['FROM node:22\nCMD ["node", "a.js"]', 'fail'],
    ['FROM node:22\nCMD node a.js', 'fail'],
    ['FROM node:22\nENTRYPOINT ["dumb-init", "node", "server.js"]', 'fail'],
    [
      'FROM python:3.13\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCMD ["python", "-u", "app.py"]',
      'fail',
    ],
    ['FROM python:3.13\nCOPY app.py /srv/\nWORKDIR /app\nCMD ["python", "app.py"]', 'fail'],
    ['FROM node:22\nCOPY . .\nCMD ["node", "a.js"]', 'pass'],
    ['FROM node:22\nCOPY *.js /app/\nWORKDIR /app\nCMD ["node", "a.js"]', 'pass'],
    ['FROM node:22\nCOPY src/a.js /app/b.js\nCMD ["node", "/app/b.js"]', 'pass'],
    ['FROM node:22\nCOPY src /app\nCMD ["node", "/app/x/b.js"]', 'pass'],
    ['FROM node:22\nRUN echo 1 > /b.js\nCMD ["node", "/b.js"]', 'pass'],
    ['FROM node:22\nCOPY package.json .\nRUN npm run build\nCMD ["node", "dist/a.js"]', 'unknown'],
    ['FROM r.io/x:1\nCMD ["node", "a.js"]', 'unknown'],
    ['FROM node:22\nCOPY --from=r.io/x /app /\nCMD ["node", "a.js"]', 'unknown'],
    [
      'FROM maven:3.9-eclipse-temurin-21 AS b\nRUN mvn package\nFROM scratch\nCOPY --from=b /t/a.jar /a.jar\nCMD ["java", "-jar", "/a.jar"]',
      'unknown',
    ],
    ['FROM node:22\nCMD ["node", "-e", "1"]', 'pass'],
    ['FROM node:22\nCMD ["node", "server"]', 'pass'],
    ['FROM node:22\nCMD ["npm", "start"]', 'pass'],
  ])('%j: %s', (text, expected) => {
    expect(resultOf(text)).toBe(expected);
  });

  it('looks into the context where it is known', () => {
    const text = 'FROM node:22\nCOPY . /\nCMD ["node", "a.js"]';
    expect(resultOf(text, { 'a.js': '' })).toBe('pass');
    expect(resultOf(text, { 'b.js': '' })).toBe('fail');
    expect(resultOf(text, { 'a.js': '', '.dockerignore': '*.js' })).toBe('fail');
  });
});
