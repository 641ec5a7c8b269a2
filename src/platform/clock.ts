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
  newId(): string {
    return randomUUID();
  }
}
