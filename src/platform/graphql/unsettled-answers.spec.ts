import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { sayUnsettled } from './unsettled-answers.js';

describe('a message over WebSocket', () => {
  it('says that it was read before all was judged, and the next one only when that was so again', () => {
    const contextValue = { isUnsettled: true };
    const message = (count: number) => sayUnsettled({}, '1', {}, { contextValue }, { data: { count } });
    expect(message(1)).toEqual({ data: { count: 1 }, extensions: { unsettled: true } });
    expect(message(2)).toBeUndefined();
    contextValue.isUnsettled = true;
    expect(message(3)).toEqual({ data: { count: 3 }, extensions: { unsettled: true } });
  });

  it('keeps its errors and what else it says', () => {
    const errors = [new GraphQLError('no', { extensions: { code: 'NOT_FOUND' } })];
    const result = { data: null, errors, extensions: { cost: 3 } };
    expect(sayUnsettled({}, '1', {}, { contextValue: { isUnsettled: true } }, result)).toEqual({
      data: null,
      errors: [{ message: 'no', extensions: { code: 'NOT_FOUND' } }],
      extensions: { cost: 3, unsettled: true },
    });
  });
});
