import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../../test/support/processor-time.js';
import { aComponent, aDatabase, anImage, exampleNow } from '../../checks/example-facts.js';
import { compileExpression } from './compile-expression.js';
import { compileRule } from './compile-rule.js';
import { evaluateRules } from './evaluate-rules.js';
import { variablesOf } from './fact-variables.js';
import { ruleSchema } from './rule-schema.js';

const variables = variablesOf(['image'], 'components');

function problemOf(text: string): string | null {
  const compiled = compileExpression(text, variables, 'bool');
  return compiled.ok ? null : `${compiled.problem.offset}: ${compiled.problem.message}`;
}

const components = Array.from({ length: 1500 }, (_, index) =>
  aComponent({ name: `p${index}${'a'.repeat(30)}` }),
);
const facts = anImage({ rootfs: { components } });

/** What a rule with this expression comes to on an image of many packages. */
function outcomeOf(deny: string) {
  const rule = ruleSchema.parse({
    id: 'hostile',
    title: 'T',
    severity: 'high',
    targets: ['image'],
    deny,
    message: '${components.map(c, c.name).join(",")}',
    remediation: 'R',
  });
  const [run] = evaluateRules(
    { rules: [rule] },
    {
      facts,
      findings: [],
      database: aDatabase(),
      scannedAt: null,
      target: { id: 't', digests: [], references: [] },
      now: new Date(exampleNow),
    },
  );
  return { compilation: compileRule(rule), outcome: run!.outcome };
}

describe('an expression', () => {
  it.each([
    ['image.usr == ""', '6: Unknown field "usr"; did you mean "user"?'],
    ['imag.user == ""', '0: Unknown name "imag"; did you mean "image"?'],
    [
      'containers.exists(c, c.privileged)',
      '0: Unknown name "containers"; there are component, components, findings, image',
    ],
    ['component.name', '0: The expression gives string; expected true or false (bool)'],
    ['image.ports == 1', '0: no such overload'],
    ['image.user ==', '13: Unexpected token'],
    ['components.exists(c, has(c.nme))', '25: Unknown field "nme"'],
    ['dyn(image).user == ""', '0: The function dyn() is not available in rules'],
    ['now.getHour() > 3', 'getHour'],
    ['now.getMinutes() > 3', '0: getMinutes() of what passes with now changes too often'],
    ['(now - image.created_at).getSeconds() > 3', 'getSeconds() of what passes with now changes too often'],
    ['now.getHours("Mars/Base") > 3', '13: No time zone: "Mars/Base"'],
    ['now.getHours("25:00") > 3', '13: No time zone: "25:00"'],
    [
      'now.getHours(image.user) > 3',
      '13: The time zone of getHours() is to be written out, such as "Europe/Berlin" or "+05:30"',
    ],
    ['image.user.getHours() > 3', "no matching overload for 'string.getHours()'"],
    ['duration("1h").getDate() > 3', 'getDate'],
    ['(duration("1h") + now).getHours() > 3', '1: A date comes before the duration that is added to it'],
    ['cel.bind(x, 1, x > 0)', '0: The function cel.bind() is not available'],
    ['image.layers / 2.0 > 1', '0: no such overload: int / double'],
    ['5.0 % 2.0 > 1.0', '0: no such overload: double % double'],
    ['{"a": 1, "b": "c"}["a"] == 1', '14: Map value uses wrong type'],
    ['{1.5: 1}.size() == 1', '0: The keys of a map are texts (string)'],
    ['{"a": 1, "b": 2, "a": 3}.size() == 1', '17: The map has "a" twice'],
    ['{"a": 1}[1] == 1', '9: The keys of the map are string, not int'],
    ['image.labels[1] == "a"', '13: The keys of the map are string, not int'],
    ['{1: 2}.a == 1', '0: The keys of the map are int, not string'],
    ['1 in {"a": 1}', '0: no such overload'],
    [`{${Array.from({ length: 201 }, (_, key) => `${key}:1`).join()}}.size() == 1`, 'maxMapEntries'],
    ['b"é" == b"e"', '0: Bytes are written in ASCII'],
    ['b"a" == "a"', '0: no such overload: bytes == string'],
    ['b"a".hex() == "61"', '0: The function hex() is not available'],
    ['5u > 1u', 'Unsigned'],
    ['image.user.matches(image.working_dir)', '0: The regular expression of matches() is to be written out'],
    ['image.user.matches("(?=a)")', '19: No regular expression'],
    ['now - image.created_at > duration("5 days")', '25: duration("5 days") is no length of time'],
    ['image.layers > 99999999999999999', 'The number is too large'],
    [`image.user == "${'x'.repeat(2000)}"`, '0: The expression is longer than 2000 characters'],
    ['!'.repeat(1000) + 'true', 'maxAstNodes'],
    ['('.repeat(500) + 'true', 'maxDepth'],
  ])('%s is refused with its place', (text, problem) => {
    expect(problemOf(text)).toContain(problem);
  });

  it.each([
    'image.user in ["", "0", "root"] || image.labels.exists(k, k.startsWith("x"))',
    '!("team" in image.labels) && image.env.all(v, !v.secret)',
    'now - image.created_at > duration("720h") && image.size_bytes + 1 > 2 * 3',
    'components.filter(c, c.ecosystem.matches("^Debian")).map(c, c.name) == ["a"]',
    'findings.exists_one(f, has(f.fixed_version) && f.severity_rank >= 3 && f.epss > 0.5)',
    'now.getHours("Europe/Berlin") < 6 || now.getDayOfWeek("-05:00") == 0 || now.getFullYear() > 2030',
    '(now - image.created_at).getHours() / 24 > 30 && image.created_at.getMinutes() % 2 == 0',
    '{"high": 30, "critical": 7}.exists(k, k == "high") && {true: [1]}[true][0] == 1 && {} == {"a": 1}',
    '[{"a": {"b": 1}}].exists(m, has(m.a.b) && m.a.b == 1)',
    'bytes(image.user) + b"\\xc3\\xa9" != b"" && size(b"ab") == 2 && string(b"a") == "a"',
    'component.licence.lowerAscii().split(" ").size() > 1 ? true : int("3") > image.layers',
  ])('%s is taken', (text) => {
    expect(problemOf(text)).toBeNull();
  });
});

describe('a hostile expression', () => {
  it.each([
    [
      'nested comprehensions',
      'components.exists(a, components.exists(b, components.exists(c, a.name + b.name == c.name)))',
    ],
    ['lists that grow', 'components.map(a, components.map(b, components.map(c, c.name))).size() > 1'],
    [
      'texts that grow',
      'components.exists(a, (a.name + a.name + a.name).matches("(a{1,30}){1,10}$") && false)',
    ],
    [
      'regular expressions over everything',
      'components.exists(a, components.exists(b, b.name.matches("(a+)+(a+)+z$")))',
    ],
    [
      'clocks of zones',
      'components.exists(a, components.exists(b, now.getDate("America/St_Johns") + now.getHours("Europe/Berlin") > 99))',
    ],
    [
      'maps that grow',
      'components.map(a, components.map(b, {a.name: {b.name: [a, b].map(c, c.name)}})).size() == 0',
    ],
    [
      'bytes that grow',
      `components.map(a, components.map(b, ${Array.from({ length: 40 }, () => 'bytes(a.name + b.name)').join(' + ')})).size() == 0`,
    ],
    [
      'lists within lists',
      'components.exists(a, a in components.filter(b, true).map(c, c) && false) || components.all(a, components.map(b, b.name) == components.map(c, c.name) && components.map(b, b.name) == components.map(c, c.name))',
    ],
  ])('of %s ends in time, undecided', (_what, deny) => {
    const begin = processorTime();
    const { compilation, outcome } = outcomeOf(deny);
    expect(processorTime() - begin).toBeLessThan(5000);
    if (compilation.ok) expect(outcome).toMatchObject({ result: 'unknown' });
    else
      expect(outcome).toMatchObject({
        result: 'unknown',
        reason: { en: expect.stringContaining('cannot be read') as string },
      });
  });

  it('keeps what it found wrong when it runs out of its budget, and bounds what it says', () => {
    const { outcome } = outcomeOf('true');
    expect(outcome).toMatchObject({ result: 'fail' });
    if (outcome.result === 'fail') expect(outcome.violations[0]!.message.en.length).toBeLessThan(601);
  });

  const piece = fc.constantFrom(
    ...'components component image findings now target exists all map filter has matches size bytes getHours getFullYear { } : b"a" "UTC" / % ( ( ) ) [ ] , . . "a" 1 2.5 == != < && || ! ? : in + - * x c true null timestamp duration string int "(a+)+" __proto__ constructor toString user name labels'.split(
      ' ',
    ),
  );
  it('never throws, whatever it is made of', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(' ')),
          fc.string({ minLength: 1, maxLength: 80 }),
          piece.map((name) => `components.exists(x, ${name} == x.name) || image.labels.${name} == "a"`),
        ),
        (text) => {
          const compiled = compileExpression(text, variables, 'bool');
          if (!compiled.ok) expect(compiled.problem.offset).toBeGreaterThanOrEqual(0);
          if (text !== '') expect(['pass', 'fail', 'unknown']).toContain(outcomeOf(text).outcome.result);
        },
      ),
    );
  });
});
