import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ApiModule } from './api.module.js';
import { describeApi } from './platform/http/openapi.js';
import { acceptStreamedBodies } from './platform/http/streamed-body.js';
import { NestLogger } from './platform/logging/nest-logger.js';
import type { Platform } from './platform/platform.module.js';

/** Largest JSON body, in bytes; uploads are streamed and have a limit of their own. */
const bodyLimit = 5_242_880;

/** Builds the API on an open platform; it does not listen yet. */
export async function createApi(
  platform: Platform,
): Promise<{ app: NestFastifyApplication; document: OpenAPIObject }> {
  const adapter = new FastifyAdapter({
    bodyLimit,
    trustProxy: false,
    requestTimeout: 0,
    routerOptions: { maxParamLength: 1024 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.on(platform), adapter, {
    logger: new NestLogger(platform.logger),
    abortOnError: false,
  });
  const server = adapter.getInstance();
  acceptStreamedBodies(server);
  server.addHook('onSend', (_request, reply, payload, done) => {
    void reply.headers({
      'x-content-type-options': 'nosniff',
      'cache-control': reply.getHeader('cache-control') ?? 'no-store',
    });
    done(null, payload);
  });
  const document = describeApi(app);
  SwaggerModule.setup('docs', app, document, { raw: ['json', 'yaml'] });
  await app.init();
  await server.ready();
  return { app, document };
}
