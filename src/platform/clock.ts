import { randomUUID } from 'node:crypto';

/** The time and new ids, passed in so that tests can choose them. */
export abstract class Clock {
  abstract now(): Date;
  abstract newId(): string;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
  /** UUIDs of version 7 (RFC 9562): later ones sort after earlier ones, so that indexes grow at one end. */
  newId(): string {
    const time = Date.now().toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
  }
}
