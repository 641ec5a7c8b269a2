import { describe, expect, it } from 'vitest';
import { dfFromClassCheck } from './df-from-class.check.js';
import { evaluateText } from './evaluate-example.js';

describe('df-from-class', () => {
  it.each([
    ['FROM gcr.io/distroless/java:11', 'pass'],
    ['FROM node:22-alpine', 'pass'],
    ['FROM nginx:1.27-alpine-slim', 'pass'],
    ['FROM registry.access.redhat.com/ubi9/ubi-minimal:9.4', 'pass'],
    ['FROM node:16', 'fail'],
    ['FROM node:22 AS a\nFROM a', 'fail'],
    ['FROM node:22 AS a\nFROM node:22-slim', 'pass'],
    ['FROM r.io/x:1', 'unknown'],
    ['ARG V\nFROM node:$V', 'unknown'],
  ])('%j: %s', (text, expected) => {
    expect(evaluateText(dfFromClassCheck, 'dockerfile', text).result).toBe(expected);
  });

  it('suggests the smaller variant of the same version', () => {
    const outcome = evaluateText(dfFromClassCheck, 'dockerfile', 'FROM ruby:3.4');
    expect(outcome).toMatchObject({ violations: [{ fix: [{ word: 'ruby:3.4', by: 'ruby:3.4-slim' }] }] });
  });
});
