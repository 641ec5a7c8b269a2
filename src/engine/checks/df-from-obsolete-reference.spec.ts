import { describe, expect, it } from 'vitest';
import { dfFromObsoleteReferenceCheck } from './df-from-obsolete-reference.check.js';
import { evaluateText } from './evaluate-example.js';

const evaluate = (text: string) => evaluateText(dfFromObsoleteReferenceCheck, 'dockerfile', text);

describe('df-from-obsolete-reference', () => {
  it.each([
    ['gcr.io/distroless/java:11', 'gcr.io/distroless/java21-debian13:nonroot'],
    ['gcr.io/distroless/base-debian10', 'gcr.io/distroless/base-debian13'],
    ['openjdk:11.0.2-jre', 'eclipse-temurin:11-jre'],
    ['docker.io/library/openjdk:8', 'eclipse-temurin:8-jdk'],
    ['maven:3.8-openjdk-11', 'maven:3.8-eclipse-temurin-11'],
    ['nginx:slim', 'nginx:alpine-slim'],
  ])('%s becomes %s', (from, by) => {
    expect(evaluate(`FROM ${from}`)).toMatchObject({ violations: [{ fix: [{ word: from, by }] }] });
  });

  it('knows no replacement for some, and none for a digest', () => {
    for (const from of ['centos:7', 'centos', 'openjdk']) {
      const outcome = evaluate(`FROM ${from}`);
      expect(outcome.result === 'fail' && outcome.violations[0]?.fix).toBeUndefined();
    }
  });

  it.each([
    ['FROM nginx:1.27-alpine-slim', 'pass'],
    ['FROM r.io/openjdk:11', 'pass'],
    ['FROM scratch', 'pass'],
    ['ARG V\nFROM openjdk:$V', 'fail'],
    ['ARG V\nFROM $V', 'unknown'],
  ])('%j: %s', (text, expected) => {
    expect(evaluate(text).result).toBe(expected);
  });
});
