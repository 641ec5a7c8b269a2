import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { Mutation, Query, Resolver } from '@nestjs/graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../src/api.js';
import { disconnectedPlatform } from '../src/api-documents.js';
import { operations } from '../src/contracts/graphql.js';
import { PermissionCheck } from '../src/platform/auth/permission-check.js';
import { Requires } from '../src/platform/http/requires.js';

@Controller('closed')
class ClosedController {
  @Get('a')
  @Requires('read')
  async a(): Promise<string> {
    return 'a';
  }
}

@Controller('open')
class OpenController {
  @Get('b')
  async b(): Promise<string> {
    return 'b';
  }
}

@Resolver()
class OpenResolver {
  @Query('c')
  async c(): Promise<string> {
    return 'c';
  }

  @Mutation('d')
  @Requires('policy:write')
  async d(): Promise<string> {
    return 'd';
  }
}

@Module({ imports: [DiscoveryModule], controllers: [ClosedController], providers: [PermissionCheck] })
class ClosedModule {}

@Module({
  imports: [DiscoveryModule],
  controllers: [ClosedController, OpenController],
  providers: [PermissionCheck, OpenResolver],
})
class OpenModule {}

const start = (module: typeof ClosedModule) =>
  NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });

describe('an application', () => {
  it('starts when every route states a permission', async () => {
    const app = await start(ClosedModule);
    expect(app.get(PermissionCheck).endpoints()).toEqual([
      { handler: 'ClosedController.a', address: 'GET /closed/a', permission: 'read' },
    ]);
    await app.close();
  });

  it('does not start when a route or a resolver states none, and says which', async () => {
    const failure = await start(OpenModule).catch((error: Error) => error.message);
    expect(failure).toContain('OpenController.b (GET /open/b), OpenResolver.c (GraphQL)');
    expect(failure).not.toMatch(/ClosedController|OpenResolver\.d/);
    expect(failure).toContain('@Requires');
  });
});

describe('the API', () => {
  let api: Awaited<ReturnType<typeof createApi>>;
  beforeAll(async () => {
    api = await createApi(disconnectedPlatform());
  });
  afterAll(() => api.app.close());
  const endpoints = () => api.app.get(PermissionCheck).endpoints();
  const isRoute = (address: string) => address.includes(' ');

  it('handles every operation of the GraphQL contract exactly once, with its permission', () => {
    const handled = endpoints().filter(({ address }) => !isRoute(address));
    const stated = operations.map(({ type, name, permission }) => `${type}.${name} ${permission}`);
    expect(handled.map(({ address, permission }) => `${address} ${permission}`).sort()).toEqual(
      stated.sort(),
    );
  });

  it('documents every route, and no other', () => {
    const routes = endpoints().flatMap(({ address }) =>
      isRoute(address) ? [address.replace(/:(\w+)/g, '{$1}')] : [],
    );
    const documented = Object.entries(api.document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.map((route) => route.replace(/\/$/, '')).sort()).toEqual(documented.sort());
  });

  it('is public for health, the collector and the keys of receipts alone', () => {
    const open = endpoints().filter(({ permission }) => permission === 'public');
    expect(open.map(({ address }) => address).sort()).toEqual([
      'GET /.well-known/jwks.json',
      'GET /livez',
      'GET /readyz',
      'GET /v1/collector.sh',
    ]);
  });
});
