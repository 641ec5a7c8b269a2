import { SetMetadata } from '@nestjs/common';
import type { Permission } from '../../contracts/kit/permission.js';

/** Metadata key under which a handler's permission stands. */
export const permissionKey = 'ironhull:permission';

/** States what a caller must be permitted to do. A route without it does not start. */
export const Requires = (permission: Permission) => SetMetadata(permissionKey, permission);
