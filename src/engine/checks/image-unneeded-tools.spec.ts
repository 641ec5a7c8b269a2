import { describe, expect, it } from 'vitest';
import type { ImageFacts } from '../model/facts.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { aComponent, anImageSubject, type Part } from './example-facts.js';
import { imageUnneededToolsCheck } from './image-unneeded-tools.check.js';

const evaluate = (names: readonly string[], facts: Part<ImageFacts> = {}, parameters = {}) => {
  const components = names.map((text) => {
    const [name = '', ecosystem = 'Debian:13'] = text.split('@');
    return aComponent({ name, ecosystem });
  });
  const subject = anImageSubject({ ...facts, rootfs: { ...facts.rootfs, components } });
  return elementsOf(evaluateExample(imageUnneededToolsCheck, subject, { parameters }));
};

describe('image-unneeded-tools', () => {
  it('fails once for each tool, whatever its packages are called', () => {
    expect(evaluate(['gcc', 'gcc-14', 'openjdk-17-jdk-headless', 'nmap-ncat', 'openssl'])).toEqual([
      'gcc',
      'ncat',
      'openjdk-*-jdk',
    ]);
  });

  it('takes tools of languages for what they are, and no other package of a language for a tool', () => {
    expect(evaluate(['npm@npm', 'pip@PyPI', 'git@npm', 'curl@PyPI', 'pip@Debian:13'])).toEqual([
      'npm',
      'pip',
    ]);
  });

  it.each<[string, string, Part<ImageFacts['config']>]>([
    ['its command', 'npm', { entrypoint: ['/usr/bin/npm'], command: ['start'] }],
    ['its command in a shell', 'npm', { command: ['sh', '-c', 'cd /app; npm start'] }],
    ['its check of health', 'netcat-openbsd', { healthcheck: { test: ['CMD-SHELL', 'nc -z localhost 80'] } }],
  ])('leaves a tool that the image starts as %s', (_what, name, config) => {
    expect(evaluate([name], { config })).toEqual(['pass']);
  });

  it('looks for what the policy names only', () => {
    expect(evaluate(['git', 'vim'], {}, { tools: ['vim'] })).toEqual(['vim']);
  });

  it('does not know what a package database that could not be read would name', () => {
    const problems = [{ path: '/var/lib/dpkg/status', layer: null, detail: 'cut off' }];
    expect(evaluate([], { rootfs: { problems } })).toEqual(['unknown']);
    expect(evaluate(['git'], { rootfs: { problems } })).toEqual(['git']);
  });
});
