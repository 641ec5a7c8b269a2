import { describe, expect, it } from 'vitest';
import { elementsOf, evaluateText } from './evaluate-example.js';
import { workloadImageRegistryCheck } from './workload-image-registry.check.js';

const evaluate = (input: 'run-command' | 'dockerfile', text: string, parameters = {}) =>
  elementsOf(evaluateText(workloadImageRegistryCheck, input, text, { parameters }));

describe('workload-image-registry', () => {
  it.each([
    ['docker run quay.io/a/b:1', [''], {}],
    ['docker run my-app:1', ['unknown'], {}],
    ['docker run my-app:1', [''], { deny: ['docker.io/library/my-app'] }],
    ['docker run ${REGISTRY}/a:1', ['unknown'], {}],
    ['docker run registry.example/a/b:1', ['pass'], { allow: ['registry.example/**'] }],
  ])('of %s says %j under %j', (text, expected, parameters) => {
    expect(evaluate('run-command', text, parameters)).toEqual(expected);
  });

  it.each([
    ['FROM node:24 AS build\nFROM build\nFROM quay.io/a/b:1\n', ['FROM quay.io/a/b:1']],
    ['FROM node:24 AS build\nFROM scratch\n', ['pass']],
    ['ARG REGISTRY\nFROM ${REGISTRY}/a:1\n', ['unknown']],
    ['FROM my-base:1\n', ['unknown']],
    ['FROM my-base:1\nFROM quay.io/a/b:1\n', ['FROM quay.io/a/b:1']],
  ])('of the Dockerfile %j says %j', (text, expected) => {
    expect(evaluate('dockerfile', text)).toEqual(expected);
  });
});
