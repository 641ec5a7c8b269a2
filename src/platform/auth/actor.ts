import type { Role } from '../../contracts/kit/permission.js';

/** Who acts: the holder of an API key. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Network address that the call came from; absent: from within the service. */
  readonly address?: string;
}

/** Acts where no caller does: at start-up and in the background. */
export const systemActor: Actor = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'system',
  roles: ['admin'],
};
