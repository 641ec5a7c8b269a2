import { randomUUID } from 'node:crypto';

/** The time and new ids, passed in so that tests can choose them. */
export abstract class Clock {
  abstract now(): Date;
  /**
   * A UUID of version 7 (RFC 9562) of that time: later ones sort after earlier ones, so that indexes grow at one end.
   * @param at absent: now
   */
  abstract newId(at?: Date): string;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
  newId(at: Date = this.now()): string {
    const time = at.getTime().toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
  }
}
