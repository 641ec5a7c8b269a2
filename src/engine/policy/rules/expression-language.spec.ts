import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { millisecondsPerDay } from '../../checks/instants.js';
import { Budget } from './budget.js';
import { compileExpression, type Wanted } from './compile-expression.js';
import { Evaluation, type Names } from './evaluate-expression.js';
import { instant, listOf, mapOf, Undecided, undecided } from './value.js';

const variables = { now: 'timestamp', labels: 'map<string, string>', numbers: 'list<int>', unknown: 'int' };
const names: Names = {
  labels: () => mapOf({ team: 'shop', constructor: 'z' }),
  numbers: () => listOf([7, -7, 0, 2]),
  unknown: () => undecided('not known', '未知'),
};

/** What an expression comes to at a time, and until when. */
function run(text: string, now = '2026-05-20T12:34:56.789Z', wanted: Wanted = 'bool') {
  const compiled = compileExpression(text, variables, wanted);
  if (!compiled.ok) throw new Error(`${text}: ${compiled.problem.message}`);
  const at = Date.parse(now);
  const budget = new Budget(at);
  const result = new Evaluation(
    compiled.expression,
    { ...names, now: () => instant(at, 1) },
    budget,
  ).result();
  return { result, until: budget.changesAt === null ? null : new Date(budget.changesAt).toISOString() };
}

describe('an expression is true', () => {
  it.each([
    // Maps
    '{"a": 1, "b": 2}["b"] == 2 && {"a": 1}.a == 1 && {1: "x"}[1] == "x" && {true: 1.5}[true] == 1.5',
    '"a" in {"a": 1} && !("b" in {"a": 1}) && !(2 in {1: 1}) && false in {false: 0}',
    '{"a": 1, "b": 2}.all(k, k < "c") && {"a": 1, "b": 2}.exists(k, k == "b")',
    '{"a": 1, "b": 2}.exists_one(k, k == "b") && !{"a": 1, "b": 2}.exists_one(k, k != "c")',
    '{"a": 1, "b": 2}.map(k, {"a": 1, "b": 2}[k] * 2) == [2, 4]',
    '{"a": 1, "b": 2}.filter(k, k != "a") == ["b"] && labels.map(k, k == "team", k + "!") == ["team!"]',
    '{}.all(k, false) && !{}.exists(k, true) && size({}) == 0 && {"a": 1}.size() == 1',
    '{"a": [1], "b": [2]} == {"b": [2], "a": [1]} && {"a": 1} != {"a": 2} && {"a": 1} != {"b": 1}',
    '{1: "a"} != {} && {"a": {}} != {"a": {"b": 1}} && [{"a": 1}] == [{"a": 1}] && {"a": 1} in [{"a": 1}]',
    '[{"a": 1}].exists(m, has(m.a) && !has(m.b)) && "constructor" in labels && !("toString" in labels)',
    '{"__proto__": 1}["__proto__"] == 1 && {"a": now}["a"] == now',
    // Bytes
    'b"abc".size() == 3 && size(b"") == 0 && b"\\xff\\000" == b"\\377\\x00" && b"a" != b"b" && b"a" != b"ab"',
    'bytes("é") == b"\\xc3\\xa9" && string(b"\\xc3\\xa9") == "é" && b"a" + b"b" == bytes(b"ab")',
    'b"a" in [b"b", b"a"] && {"a": b"x"} == {"a": b"x"}',
    // Division
    '7 / 2 == 3 && -7 / 2 == -3 && 7 / -2 == -3 && 7 % 3 == 1 && -7 % 3 == -1 && 7 % -3 == 1',
    '7.0 / 2.0 == 3.5 && double(7) / 2.0 == 3.5 && int(7.9) / 2 == 3 && 0 / 5 == 0 && string(-1 / 2) == "0"',
    'numbers.map(n, n / 2) == [3, -3, 0, 1] && numbers.filter(n, n % 2 == 0) == [0, 2] && 12 / 2 / 3 == 2',
    // Getters
    'timestamp("2026-05-20T23:30:15.250Z").getFullYear() == 2026 && timestamp("2026-05-20T00:00:00Z").getMonth() == 4',
    'timestamp("2026-05-20T23:30:15.250Z").getDate() == 20 && timestamp("2026-05-20T23:30:15Z").getDayOfMonth() == 19',
    'timestamp("2026-05-20T23:30:15Z").getDayOfWeek() == 3 && timestamp("2024-12-31T23:30:15Z").getDayOfYear() == 365',
    'timestamp("2026-05-20T23:30:15.250Z").getHours() == 23 && timestamp("2026-05-20T23:30:15.250Z").getMinutes() == 30',
    'timestamp("2026-05-20T23:30:15.250Z").getSeconds() == 15 && timestamp("2026-05-20T23:30:15.250Z").getMilliseconds() == 250',
    'timestamp("1969-12-31T23:59:59.999Z").getMilliseconds() == 999 && timestamp("0099-01-01T00:00:00Z").getDayOfYear() == 0',
    'timestamp("2026-12-31T23:30:00Z").getFullYear("Europe/Berlin") == 2027 && timestamp("2026-06-01T00:00:00Z").getHours("America/New_York") == 20',
    'timestamp("2026-01-01T00:00:00Z").getHours("asia/kolkata") == 5 && timestamp("2026-01-01T00:00:00Z").getMinutes("+05:45") == 45',
    'timestamp("2026-01-01T00:00:00Z").getDate("-00:30") == 31 && timestamp("2026-01-01T00:00:00Z").getHours("02:00") == 2',
    'timestamp("2026-03-29T00:59:59Z").getHours("Europe/Berlin") == 1 && timestamp("2026-03-29T01:00:00Z").getHours("Europe/Berlin") == 3',
    'duration("36h30m").getHours() == 36 && duration("36h30m").getMinutes() == 2190 && duration("-90s").getMinutes() == -1',
    'duration("1m1.5s").getSeconds() == 61 && duration("1.5s").getMilliseconds() == 1500',
    // Arithmetic of times
    'timestamp("2026-01-01T00:00:00Z") + duration("24h") == timestamp("2026-01-02T00:00:00Z")',
    'timestamp("2026-01-01T00:00:00Z") + duration("1h") - duration("60m") == timestamp("2026-01-01T00:00:00Z")',
    'timestamp("2026-01-02T00:00:00Z") - timestamp("2026-01-01T00:00:00Z") == duration("24h")',
    'duration("1h") - duration("30m") == duration("30m") && timestamp(0) == timestamp("1970-01-01T00:00:00Z")',
  ])('%s', (text) => {
    expect(run(text).result).toBe(true);
  });
});

describe('what cannot be computed is undecided', () => {
  it.each([
    ['1 / 0 == 1', 'divided by zero'],
    ['1 % 0 == 1', 'divided by zero'],
    ['1.0 / 0.0 == 1.0', 'divided by zero'],
    ['numbers.exists(n, 4 / n > 4)', 'divided by zero'],
    ['{"a": 1}["b"] == 1', 'There is no "b"'],
    ['{"a": unknown}["b"] == 1', 'not known'],
    ['{"a" + "b": 1, "ab": 2}.size() == 1', 'A map has "ab" twice'],
    ['{}["a"] == 1', 'There is no "a"'],
    ['string(b"\\xff") == ""', 'no text in UTF-8'],
    ['timestamp(999999999999999) == now', 'is no date'],
    ['(timestamp("2026-01-01T00:00:00Z") + duration("99999999999h")).getHours() == 1', 'years 1 to 9999'],
    ['[now].exists(t, t.getMinutes() == 1)', 'changes too often'],
  ])('%s', (text, reason) => {
    const { result } = run(text);
    expect(result).toBeInstanceOf(Undecided);
    if (result instanceof Undecided) expect(result.reason.en).toContain(reason);
  });

  it('but does not matter where what is known decides', () => {
    expect(run('1 / 0 == 1 || true').result).toBe(true);
    expect(run('numbers.exists(n, 14 / n == 2)').result).toBe(true);
    expect(run('{"a": 1}["b"] == 1 && false').result).toBe(false);
  });
});

describe('what a getter reads of now', () => {
  it.each([
    ['now.getHours() == 12', '2026-05-20T13:00:00.000Z'],
    ['now.getHours("+05:45") == 18', '2026-05-20T13:15:00.000Z'],
    ['now.getDayOfWeek() == 3', '2026-05-21T00:00:00.000Z'],
    ['now.getDate("America/New_York") == 20', '2026-05-21T04:00:00.000Z'],
    ['now.getMonth() == 4', '2026-06-01T00:00:00.000Z'],
    ['now.getFullYear() == 2026', '2027-01-01T00:00:00.000Z'],
    ['(now - timestamp("2026-05-19T00:00:00.500Z")).getHours() == 36', '2026-05-20T13:00:00.500Z'],
    ['(timestamp("2026-05-22T00:00:00Z") - now).getHours() == 35', '2026-05-20T13:00:00.001Z'],
    ['[now].exists(t, t.getHours() == 12)', '2026-05-20T13:00:00.000Z'],
    ['timestamp("2026-05-20T12:34:56.789Z").getMinutes() == 34', null],
  ])('%s holds until %s', (text, until) => {
    expect(run(text)).toEqual({ result: true, until });
  });

  it('is looked at again when clocks are moved, and at the latest two days before a month that they could be moved in', () => {
    expect(run('now.getHours("Europe/Berlin") == 1', '2026-03-29T00:59:00.000Z').until).toBe(
      '2026-03-29T01:00:00.000Z',
    );
    // A minute past midnight it was a minute past eleven again.
    expect(run('now.getDate("America/St_Johns") == 7', '2010-11-07T02:30:30.000Z')).toEqual({
      result: true,
      until: '2010-11-07T02:31:00.000Z',
    });
    expect(run('now.getDate("America/St_Johns") == 6', '2010-11-07T02:31:00.000Z').result).toBe(true);
    expect(run('now.getDate("Pacific/Apia") == 29', '2011-12-30T08:00:00.000Z').until).toBe(
      '2011-12-30T10:00:00.000Z',
    );
    expect(run('now.getMonth("Europe/Berlin") == 4').until).toBe('2026-05-29T22:00:00.000Z');
  });

  const zone = fc.constantFrom('', '"Europe/Berlin"', '"America/St_Johns"', '"Pacific/Apia"', '"-03:30"');
  const time = fc.constantFrom(
    'now',
    '(now - duration("1h30m0.0005s"))',
    '(now + (now - timestamp("2011-12-25T00:00:00Z")))',
    '(timestamp("2011-12-25T00:00:00Z") - (now - timestamp("2011-11-05T00:00:00Z")))',
  );
  const getter = fc.constantFrom(
    ...'getFullYear getMonth getDate getDayOfMonth getDayOfWeek getDayOfYear getHours'.split(' '),
  );
  const read = fc.oneof(
    fc.tuple(time, getter, zone).map(([of, name, where]) => `${of}.${name}(${where})`),
    fc.constant('(now - timestamp("2011-11-06T05:00:00Z")).getHours()'),
    fc.constant('(timestamp("2011-12-06T05:00:00Z") - now).getHours()'),
  );
  const begin = Date.parse('2011-10-25T00:00:00Z');

  it('stays as it is until the time that is told', () => {
    const when = fc.integer({ min: begin, max: begin + 100 * millisecondsPerDay });
    fc.assert(
      fc.property(read, when, fc.double({ min: 0, max: 1, noNaN: true }), (text, from, part) => {
        const at = (milliseconds: number) => run(text, new Date(milliseconds).toISOString(), 'text');
        const { result, until } = at(from);
        const last = Date.parse(until ?? '') - 1;
        expect(last).toBeGreaterThanOrEqual(from);
        expect(at(last).result).toBe(result);
        expect(at(Math.floor(from + part * (last - from))).result).toBe(result);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a well-formed expression', () => {
  const literal = fc.constantFrom(
    ...['0', '7', '-1', '2.5', 'true', '"a"', '"UTC"', 'b"a"', '{}', '[]', '{"a": 1}', '{1: b"a"}', '[1, 0]'],
    ...['now', 'labels', 'numbers', 'unknown', 'timestamp(0)', 'duration("1h")', 'x', 'null', 'google'],
  );
  const { tree } = fc.letrec<{ tree: string }>((tie) => {
    const part = tie('tree');
    const operator = fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '>=', 'in', '&&', '||');
    const macro = fc.constantFrom('all', 'exists', 'exists_one', 'map', 'filter');
    const method = fc.constantFrom('size()', 'getHours()', 'getDate("Asia/Tokyo")', 'getMinutes()', 'a');
    const called = fc.constantFrom('size', 'string', 'int', 'double', 'bytes', 'timestamp', 'duration');
    return {
      tree: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        literal,
        fc.tuple(part, operator, part).map(([a, by, b]) => `(${a} ${by} ${b})`),
        fc.tuple(part, macro, part).map(([of, name, body]) => `${of}.${name}(x, ${body})`),
        fc.tuple(part, method).map(([of, name]) => `${of}.${name}`),
        fc.tuple(called, part).map(([name, of]) => `${name}(${of})`),
        fc.tuple(part, part).map(([of, index]) => `${of}[${index}]`),
        fc.tuple(part, part).map(([key, value]) => `{${key}: ${value}}`),
        fc.tuple(part, part, part).map(([which, yes, no]) => `(${which} ? ${yes} : ${no})`),
      ),
    };
  });

  it('never throws when it is read or evaluated, and comes to what was asked for', () => {
    let evaluated = 0;
    fc.assert(
      fc.property(tree, (text) => {
        const asked = `${text} == ${text}`;
        if (!compileExpression(asked, variables, 'bool').ok) return;
        evaluated += 1;
        const { result } = run(asked);
        expect(typeof result === 'boolean' || result instanceof Undecided).toBe(true);
      }),
      { numRuns: 5000 },
    );
    expect(evaluated).toBeGreaterThan(300);
  });
});
