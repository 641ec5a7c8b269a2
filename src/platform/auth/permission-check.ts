import { Injectable, RequestMethod, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { Permission } from '../../contracts/kit/permission.js';
import { operationKey } from '../http/graphql-decorators.js';
import { permissionKey } from '../http/requires.js';

/** One REST route or GraphQL handler, as its decorators state it. */
export interface Endpoint {
  /** `ScanController.list`. */
  readonly handler: string;
  /** `GET /v1/scans` or `Query.scans`. */
  readonly address: string;
  readonly permission: Permission | undefined;
}

const graphqlType = 'graphql:resolver_type';

/** Refuses to start when a route or resolver states no permission. */
@Injectable()
export class PermissionCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const open = this.endpoints().filter((endpoint) => !endpoint.permission);
    if (open.length === 0) return;
    const names = open.map((endpoint) => `${endpoint.handler} (${endpoint.address})`).join(', ');
    throw new Error(`These handlers state no permission; add @Requires(…) or @Handles(…) to each: ${names}`);
  }

  /** Every route and GraphQL handler of the application. */
  endpoints(): Endpoint[] {
    const holders = [...this.discovery.getControllers(), ...this.discovery.getProviders()];
    return holders.flatMap(({ metatype }) => {
      const prototype = (metatype as { prototype?: object } | null)?.prototype;
      if (!prototype) return [];
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => this.endpointsOf(prototype, name));
    });
  }

  private endpointsOf(prototype: object, name: string): Endpoint[] {
    const method = (prototype as Record<string, unknown>)[name];
    if (typeof method !== 'function') return [];
    const handler = `${prototype.constructor.name}.${name}`;
    const permission = Reflect.getMetadata(permissionKey, method) as Permission | undefined;
    const endpoints: Endpoint[] = [];
    const path = Reflect.getMetadata('path', method) as string | undefined;
    if (path !== undefined) {
      const verb = RequestMethod[Reflect.getMetadata('method', method) as number];
      const base = Reflect.getMetadata('path', prototype.constructor) as string | undefined;
      endpoints.push({ handler, address: `${verb} /${base ?? ''}/${path}`.replace(/\/+/g, '/'), permission });
    }
    const operations = Reflect.getMetadata(operationKey, method) as string[] | undefined;
    const isGraphql = operations ?? Reflect.hasMetadata(graphqlType, method);
    if (isGraphql) endpoints.push({ handler, address: operations?.[0] ?? 'GraphQL', permission });
    return endpoints;
  }
}
