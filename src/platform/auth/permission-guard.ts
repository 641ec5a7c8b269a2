import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { isPermitted, permissions, type Permission } from '../../contracts/kit/permission.js';
import { AppError } from '../errors/app-error.js';
import { permissionKey } from '../http/requires.js';
import type { Actor } from './actor.js';
import { Authenticator } from './authenticator.js';
import { callerOf, type Caller } from './caller.js';

/** Lets a call through when its key carries the permission that the handler states. */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const permission = this.reflector.get<Permission | undefined>(permissionKey, context.getHandler());
    if (!permission)
      throw new Error(`${context.getClass().name}.${context.getHandler().name} states no permission`);
    if (permission === 'public') return true;
    const caller = callerOf(context);
    caller.actor ??= await this.actorOf(caller);
    if (isPermitted(caller.actor.roles, permission)) return true;
    throw new AppError(
      'forbidden',
      `The key "${caller.actor.name}" may not do this. It needs the permission ${permission} (${permissions[permission]}); ` +
        `its roles are: ${caller.actor.roles.join(', ')}.`,
    );
  }

  private async actorOf(caller: Caller): Promise<Actor> {
    const key = keyIn(caller.headers);
    if (!key) {
      throw new AppError('unauthenticated', 'No API key was sent. Send it as: Authorization: Bearer <key>.');
    }
    const actor = await this.authenticator.authenticate(key);
    if (!actor)
      throw new AppError('unauthenticated', 'The API key is not valid: it is unknown, expired or revoked.');
    return caller.ip === undefined ? actor : { ...actor, address: caller.ip };
  }
}

function keyIn(headers: Caller['headers']): string | null {
  const authorization = headers['authorization'];
  if (typeof authorization !== 'string') return null;
  return /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1] ?? null;
}
