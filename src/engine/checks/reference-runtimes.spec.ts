import { describe, expect, it } from 'vitest';
import { readImageName } from '../adapters/image-name.js';
import { runtimeOfReference } from './reference-runtimes.js';

const told = (name: string) => {
  const stated = runtimeOfReference(readImageName(name));
  return stated.kind === 'runtime' ? `${stated.product} ${stated.version}` : stated.kind;
};

describe('runtimeOfReference', () => {
  it.each([
    ['node:14', 'node 14'],
    ['node:20.11.1-bookworm-slim', 'node 20.11.1-bookworm-slim'],
    ['docker.io/library/postgres:13', 'postgres 13'],
    ['mirror.gcr.io/library/redis:7.0', 'redis 7.0'],
    ['bitnami/postgresql:16.1.0', 'postgres 16.1.0'],
    ['mongo:6', 'mongodb 6'],
    ['golang:1.20-alpine', 'go 1.20-alpine'],
    ['maven:3.8-openjdk-11', 'java 11'],
    ['gradle:8.5-jdk17', 'java 17'],
    ['tomcat:9.0-jdk11-temurin', 'java 11'],
    ['maven:3.9', 'java null'],
    ['gcr.io/distroless/java:11', 'java 11'],
    ['gcr.io/distroless/java21-debian13:nonroot', 'java 21'],
    ['gcr.io/distroless/nodejs18-debian11', 'node 18'],
    ['gcr.io/distroless/static-debian13', 'none'],
    ['gcr.io/distroless/python3-debian12', 'none'],
    ['mcr.microsoft.com/dotnet/aspnet:6.0-alpine', 'dotnet 6.0-alpine'],
    ['mcr.microsoft.com/windows/servercore:ltsc2022', 'unknown'],
    ['node:lts', 'node null'],
    ['node', 'node null'],
    ['node:alpine', 'node null'],
    ['alpine:3.22', 'none'],
    ['someone/node:14', 'unknown'],
    ['registry.example/node:14', 'unknown'],
    ['docker.io/library/node/x:14', 'unknown'],
    ['my-api:latest', 'unknown'],
    ['${IMAGE}:14', 'unknown'],
  ])('of %s tells %s', (name, expected) => {
    expect(told(name)).toBe(expected);
  });
});
