import { UnrecoverableError } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors/app-error.js';
import { toJobError } from './job-error.js';

describe('toJobError', () => {
  it('ends a job whose error would come again', () => {
    const error = new AppError('archive-invalid', 'The archive has no manifest.');
    expect(toJobError(error)).toBeInstanceOf(UnrecoverableError);
    expect(toJobError(error)).toMatchObject({ message: error.message, cause: error });
  });

  it('leaves errors that may pass, and unknown ones, to be tried again', () => {
    for (const error of [new AppError('not-ready', 'Wait.'), new TypeError('x'), 'text']) {
      expect(toJobError(error)).toBe(error);
    }
  });
});
