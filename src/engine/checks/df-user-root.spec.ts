import { describe, expect, it } from 'vitest';
import { dfUserRootCheck } from './df-user-root.check.js';
import { evaluateText } from './evaluate-example.js';

const result = (text: string, parameters = {}) =>
  evaluateText(dfUserRootCheck, 'dockerfile', text, { parameters }).result;

describe('df-user-root', () => {
  it.each([
    ['FROM alpine:3.13\nUSER root\nUSER user1', 'pass'],
    ['FROM alpine:3.13\nUSER user1\nUSER 0:0', 'fail'],
    ['FROM alpine:3.13\nUSER 000', 'fail'],
    ['FROM alpine:3.13\nUSER $U', 'unknown'],
    ['ARG U=root\nFROM alpine:3.13\nARG U\nUSER $U', 'fail'],
    ['FROM alpine AS base\nUSER root\nFROM base\nRUN x', 'fail'],
    ['FROM alpine AS base\nUSER root\nFROM r.io/x\nUSER app', 'pass'],
    ['FROM scratch\nCOPY a /a', 'fail'],
    ['FROM r.io/x:1', 'unknown'],
    ['FROM $X', 'unknown'],
    ['FROM cgr.dev/chainguard/node', 'pass'],
    ['FROM nginxinc/nginx-unprivileged:1.27', 'pass'],
    ['FROM gcr.io/distroless/java:11', 'fail'],
    ['FROM mcr.microsoft.com/dotnet/runtime:8.0', 'fail'],
    ['FROM mcr.microsoft.com/dotnet/runtime:8.0-noble-chiseled', 'unknown'],
    ['FROM alpine\nONBUILD USER app', 'fail'],
    ['', 'unknown'],
  ])('%j: %s', (text, expected) => {
    expect(result(text)).toBe(expected);
  });

  it('counts an unknown base as root when it is strict', () => {
    expect(result('FROM r.io/x:1', { strict: true })).toBe('fail');
  });
});
