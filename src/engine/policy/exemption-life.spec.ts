import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allowedSteps,
  exemptionStates,
  exemptionSteps,
  type ExemptionState,
  refusalOf,
  stateAt,
} from './exemption-life.js';

describe('the life of an exemption', () => {
  it.each([
    ['requested', ['approve', 'ask-changes', 'reject', 'withdraw']],
    ['changes-asked', ['resubmit', 'reject', 'withdraw']],
    ['approved', ['revoke', 'renew']],
    ['rejected', []],
    ['withdrawn', []],
    ['expired', []],
    ['revoked', []],
    ['voided', []],
    ['superseded', []],
  ] as const)('lets happen to one that is %s: %j', (state, steps) => {
    expect(allowedSteps(state, false)).toEqual(steps);
  });

  it('refuses a step by telling the state and what is allowed', () => {
    expect(refusalOf('revoke', 'requested', false)).toBe(
      'The exemption is requested; to revoke it, it must be approved. Allowed now: approve, ask-changes, reject, withdraw.',
    );
    expect(refusalOf('reject', 'revoked', false)).toContain('Nothing can be done with it any more.');
    expect(refusalOf('approve', 'requested', true)).toContain('would have ended already');
  });

  it('never leaves an end, whatever steps are tried', () => {
    const steps = Object.keys(exemptionSteps) as (keyof typeof exemptionSteps)[];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 20 }), (tried) => {
        let state: ExemptionState = 'requested';
        for (const step of tried) {
          const isEnd = allowedSteps(state, false).length === 0;
          const isRefused = refusalOf(step, state, false) !== null;
          if (isEnd) expect(isRefused).toBe(true);
          if (!isRefused) state = exemptionSteps[step].to;
          expect(exemptionStates).toContain(state);
        }
      }),
    );
  });

  it('expires to the instant, when it is approved', () => {
    const [end, before] = [new Date(1_000), new Date(999)];
    expect(stateAt('approved', end, before)).toBe('approved');
    expect(stateAt('approved', end, end)).toBe('expired');
    expect(stateAt('requested', end, end)).toBe('requested');
  });
});
