import { describe, expect, it } from 'vitest';
import { AppError } from './app-error.js';
import { errorCodes, errorTable } from './error-table.js';
import { toAppError, toProblem } from './problem.js';

describe('toProblem', () => {
  it('renders code, title, status, message and details', () => {
    const errors = [{ in: 'body', path: 'target.image', detail: 'is required' }];
    expect(toProblem(new AppError('invalid', 'The request is not valid.', { errors }), '/v1/scans')).toEqual({
      type: '/problems/invalid',
      title: 'Invalid request',
      status: 422,
      detail: 'The request is not valid.',
      instance: '/v1/scans',
      errors,
    });
  });

  it('leaves instance out when there is none', () => {
    expect(Object.keys(toProblem(new AppError('not-found', 'There is no scan 7.')))).toEqual([
      'type',
      'title',
      'status',
      'detail',
    ]);
  });

  it('tells nothing of an error that was not foreseen', () => {
    const problem = toProblem(new Error('password=hunter2 at 10.0.0.1'));
    expect(problem).toMatchObject({ type: '/problems/internal', status: 500 });
    expect(JSON.stringify(problem)).not.toMatch(/hunter2|10\.0\.0\.1/);
  });

  it('does not let details replace the members of RFC 9457', () => {
    const details = { status: 200, type: 'about:blank', title: 'Fine', detail: 'Fine' };
    expect(toProblem(new AppError('forbidden', 'No.', details))).toEqual({
      type: '/problems/forbidden',
      title: 'Not permitted',
      status: 403,
      detail: 'No.',
    });
  });

  it('renders things that are thrown but are no errors', () => {
    for (const thrown of [undefined, null, 'text', { code: 'forbidden' }]) {
      expect(toProblem(thrown).status).toBe(500);
    }
  });
});

describe('toAppError', () => {
  it('keeps an AppError and wraps everything else with its cause', () => {
    const known = new AppError('gone', 'Gone.');
    const unknown = new TypeError('x');
    expect(toAppError(known)).toBe(known);
    expect(toAppError(unknown)).toMatchObject({ code: 'internal', cause: unknown });
  });
});

describe('errorTable', () => {
  it('states an HTTP error status and an upper-case GraphQL code for every code', () => {
    for (const code of errorCodes) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(errorTable[code].status).toBeGreaterThanOrEqual(400);
      expect(errorTable[code].graphqlCode).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    }
  });

  it('gives no two codes the same GraphQL code', () => {
    expect(new Set(errorCodes.map((code) => errorTable[code].graphqlCode)).size).toBe(errorCodes.length);
  });

  it('retries what may pass by itself and nothing else', () => {
    expect(errorCodes.filter((code) => errorTable[code].isRetryable)).toEqual([
      'idempotency-in-progress',
      'too-many-requests',
      'internal',
      'not-ready',
    ]);
  });
});
