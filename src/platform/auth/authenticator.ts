import type { Actor } from './actor.js';

/** Finds the actor behind a key; the keys feature provides it. */
export abstract class Authenticator {
  /** Null: no such key, or it is expired or revoked. */
  abstract authenticate(key: string): Promise<Actor | null>;
}
