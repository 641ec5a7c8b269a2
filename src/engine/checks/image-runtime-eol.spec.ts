import { describe, expect, it } from 'vitest';
import { classifyEnvironment } from '../secrets/redaction.js';
import { elementsOf, evaluateExample, evaluateText } from './evaluate-example.js';
import { aComponent, anImageSubject } from './example-facts.js';
import { imageRuntimeEolCheck } from './image-runtime-eol.check.js';

const evaluate = (
  variables: Readonly<Record<string, string>>,
  components: readonly { ecosystem: string; name: string; version: string }[] = [],
  now = '2026-06-01T12:00:00.000Z',
) => {
  const environment = Object.entries(variables).map(([name, value]) => classifyEnvironment(name, value));
  const subject = anImageSubject({
    config: { environment },
    rootfs: { components: components.map((parts) => aComponent(parts)) },
  });
  return evaluateExample(imageRuntimeEolCheck, subject, { now });
};

describe('image-runtime-eol', () => {
  it.each([
    [{ NODE_VERSION: '16.20.2' }, ['Node.js 16']],
    [{ PG_VERSION: '13.14-1.pgdg120+1' }, ['PostgreSQL 13']],
    [{ PYTHON_VERSION: '3.13.1', NODE_VERSION: '24.0.0' }, ['pass']],
    [{ DOTNET_VERSION: '6.0.1', ASPNET_VERSION: '6.0.1' }, ['.NET 6.0']],
    [{ PHP_VERSION: '' }, ['not_applicable']],
    [{ NODE_ENV: 'production' }, ['not_applicable']],
  ])('knows what official images state: %j', (variables, expected) => {
    expect(elementsOf(evaluate(variables))).toEqual(expected);
  });

  it('knows the packages of makers, each release line once, and leaves those of distributions alone', () => {
    const components = [
      { ecosystem: 'Go', name: 'stdlib', version: '1.20.1' },
      { ecosystem: 'Go', name: 'stdlib', version: '1.20.5' },
      { ecosystem: 'Go', name: 'stdlib', version: '1.21.0' },
      { ecosystem: 'Bitnami', name: 'redis', version: '7.0.1-2' },
      { ecosystem: 'Debian:13', name: 'python', version: '2.7.18' },
      { ecosystem: 'npm', name: 'node', version: '10.0.0' },
      { ecosystem: 'Go', name: 'redis', version: '5.0.0' },
    ];
    expect(elementsOf(evaluate({}, components))).toEqual(['Go 1.20', 'Go 1.21', 'Redis 7.0']);
  });

  it('warns in time, and says when the answer changes', () => {
    const at = (now: string) => evaluate({ RUBY_VERSION: '3.3.0' }, [], now);
    expect(at('2026-12-31T23:59:59.999Z')).toEqual({ result: 'pass', changesAt: '2027-01-01T00:00:00.000Z' });
    expect(elementsOf(at('2027-01-01T00:00:00.000Z'))).toEqual(['Ruby 3.3 (low)']);
    expect(elementsOf(at('2027-04-01T00:00:00.000Z'))).toEqual(['Ruby 3.3']);
  });

  it('does not know what the table does not, and says so beside what it does', () => {
    expect(evaluate({ REDIS_VERSION: '99.1' })).toMatchObject({
      result: 'unknown',
      reason: { en: 'When support of Redis 99.1 ends is not known.' },
    });
    expect(evaluate({ REDIS_VERSION: '99.1', NODE_VERSION: '16.0.0' })).toMatchObject({
      result: 'fail',
      undecided: { en: expect.stringContaining('Redis 99.1') },
    });
  });
});

describe('image-runtime-eol, by the names of images', () => {
  const of = (input: 'dockerfile' | 'run-command' | 'compose' | 'kubernetes', text: string, now?: string) =>
    evaluateText(imageRuntimeEolCheck, input, text, now === undefined ? {} : { now });

  it('looks at every base of a Dockerfile', () => {
    const text = 'FROM node:16 AS build\nRUN npm ci\nFROM build\nFROM postgres:13\nFROM alpine:3.22\n';
    const outcome = of('dockerfile', text);
    expect(elementsOf(outcome)).toEqual(['FROM node:16', 'FROM postgres:13']);
    expect(outcome).toMatchObject({ violations: [{ location: { line: 1 } }, { location: { line: 4 } }] });
    expect(elementsOf(of('dockerfile', 'FROM alpine:3.22\n'))).toEqual(['not_applicable']);
    expect(elementsOf(of('dockerfile', 'FROM scratch\n'))).toEqual(['not_applicable']);
    expect(elementsOf(of('dockerfile', 'ARG V\nFROM node:$V\n'))).toEqual(['unknown']);
    expect(elementsOf(of('dockerfile', 'FROM node:24\nFROM registry.example/own:1\n'))).toEqual(['unknown']);
  });

  it('looks at the images of workloads', () => {
    expect(elementsOf(of('run-command', 'docker run -d postgres:13'))).toEqual(['PostgreSQL 13']);
    expect(elementsOf(of('run-command', 'docker run -d node:24'))).toEqual(['pass']);
    expect(elementsOf(of('run-command', 'docker run -d alpine:3.22'))).toEqual(['not_applicable']);
    expect(of('run-command', 'docker run -d my-api:latest')).toMatchObject({
      result: 'unknown',
      reason: { en: 'Which runtimes my-api:latest holds is not known without its facts.' },
    });
  });

  it('warns in time, and says when the answer changes', () => {
    const at = (now: string) => of('run-command', 'docker run -d ruby:3.3', now);
    expect(at('2026-12-31T23:59:59.999Z')).toEqual({ result: 'pass', changesAt: '2027-01-01T00:00:00.000Z' });
    expect(elementsOf(at('2027-01-01T00:00:00.000Z'))).toEqual(['Ruby 3.3 (low)']);
    const built = (now: string) => of('dockerfile', 'FROM ruby:3.3\n', now);
    expect(elementsOf(built('2027-01-01T00:00:00.000Z'))).toEqual(['FROM ruby:3.3 (low)']);
    expect(built('2026-12-31T23:59:59.999Z')).toMatchObject({ changesAt: '2027-01-01T00:00:00.000Z' });
  });
});
