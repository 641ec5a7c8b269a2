import { describe, expect, it } from 'vitest';
import { readDockerfile } from '../adapters/dockerfile/read-dockerfile.js';
import { noFiles } from '../adapters/input-adapter.js';
import { dfCopyWholeContextCheck } from './df-copy-whole-context.check.js';
import { isIgnored } from '../text/ignore-patterns.js';
import { elementsOf, evaluateExample, evaluateText } from './evaluate-example.js';

const elements = (text: string, files: Record<string, string> = {}) =>
  elementsOf(evaluateText(dfCopyWholeContextCheck, 'dockerfile', text, { files }));
const withoutFiles = (text: string) =>
  evaluateExample(dfCopyWholeContextCheck, {
    facts: readDockerfile(text, { name: 'Dockerfile', files: noFiles }),
  });

describe('df-copy-whole-context', () => {
  it.each<[string, string[]]>([
    ['COPY --from=build / /', ['COPY --from=build / / (low)']],
    ['COPY --from=build "/" "/"', ['COPY --from=build "/" "/" (low)']],
    ['COPY / /', ['pass']],
    ['COPY --from=build /app /', ['pass']],
    ['COPY --from=build / /app', ['pass']],
  ])('%j', (text, expected) => {
    expect(elements(`FROM a\n${text}`)).toEqual(expected);
  });

  it('names what is in the context and not left out', () => {
    const files = { '.git/HEAD': '', 'x/id_rsa': '', 'ca.pem': '', '.dockerignore': '*.pem\n' };
    expect(elements('FROM a\nCOPY . .', files)).toEqual(['.git', 'id_rsa']);
    expect(elements('FROM a\nCOPY src .', files)).toEqual(['pass']);
  });

  it('is unknown when nothing is known of the context', () => {
    expect(withoutFiles('FROM a\nCOPY . .').result).toBe('unknown');
    expect(withoutFiles('FROM a\nCOPY src .').result).toBe('pass');
  });

  it('asks for every name when there are patterns, but no list of files', () => {
    const facts = readDockerfile('FROM a\nCOPY . .', {
      name: 'Dockerfile',
      files: {
        read: (path) => (path === '.dockerignore' ? '.git\n.env\n*.key\n*.pem' : null),
        list: () => null,
      },
    });
    expect(elementsOf(evaluateExample(dfCopyWholeContextCheck, { facts }))).toEqual([
      'id_rsa',
      '.aws',
      '.npmrc',
      'node_modules',
      '.kube',
    ]);
  });
});

describe('isIgnored', () => {
  it.each<[string, string[], boolean]>([
    ['.env', ['.env'], true],
    ['a/.env', ['.env'], false],
    ['a/.env', ['**/.env'], true],
    ['.env', ['**/.env'], true],
    ['.git/config', ['.git'], true],
    ['.git/config', ['/.git/'], true],
    ['a/b.pem', ['*.pem'], false],
    ['b.pem', ['*.pem'], true],
    ['b.pem', ['*', '!b.*'], false],
    ['b.pem', ['*', '!b.*', '*.pem'], true],
    ['a/b/c', ['a/*/c'], true],
    ['a/b/c', ['**'], true],
    ['abc', ['a?c'], true],
  ])('%s with %j: %s', (path, patterns, expected) => {
    expect(isIgnored(path, patterns)).toBe(expected);
  });
});
