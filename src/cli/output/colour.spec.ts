import { expect, it } from 'vitest';
import { coloursFor } from './colour.js';

const write = () => true;

it('colours on a terminal', () => {
  const { decision, severity } = coloursFor({ isTTY: true, write }, { environment: {} });
  expect(decision('deny', 'DENY')).toBe('\x1b[1m\x1b[31mDENY\x1b[0m\x1b[0m');
  expect(severity('low', 'low')).toBe('\x1b[36mlow\x1b[0m');
});

it.each([
  ['elsewhere', false, {}],
  ['with NO_COLOR', true, { NO_COLOR: '1' }],
  ['on a terminal that shows none', true, { TERM: 'dumb' }],
])('leaves text alone %s', (_where, isTTY, environment) => {
  expect(coloursFor({ isTTY, write }, { environment }).decision('allow', 'ALLOW')).toBe('ALLOW');
});
