import { describe, expect, it } from 'vitest';
import { dfShellSafetyCheck } from './df-shell-safety.check.js';
import { evaluateText } from './evaluate-example.js';

const evaluate = (text: string) => evaluateText(dfShellSafetyCheck, 'dockerfile', `FROM a:1\n${text}`);
const pipe = 'RUN wget -O - https://some.site | wc -l > /number';

describe('df-shell-safety', () => {
  it.each([
    ['ENTRYPOINT something', 'fail'],
    ["CMD ['something']", 'fail'],
    ['CMD ["foo", "bar"]\nENTRYPOINT [ "foo" ]', 'pass'],
    [pipe, 'fail'],
    [`SHELL ["/bin/bash", "-o", "pipefail", "-c"]\n${pipe}`, 'pass'],
    [`SHELL ["/bin/bash", "-e", "-o", "errexit", "-o", "pipefail", "-c"]\n${pipe}`, 'pass'],
    [`SHELL ["/usr/local/bin/zsh", "-o", "pipefail", "-c"]\n${pipe}`, 'pass'],
    [`SHELL ["/bin/sh", "-o", "pipefail", "-c"]\n${pipe}`, 'fail'],
    [`SHELL ["/bin/bash", "-c"]\n${pipe}`, 'fail'],
    [`SHELL ["/bin/bash", "-o", "pipefail", "-c"]\n${pipe}\nSHELL ["/bin/sh", "-c"]\n${pipe}`, 'fail'],
    [`SHELL ["/bin/bash", "-o", "pipefail", "-c"]\n${pipe}\nFROM b\n${pipe}`, 'fail'],
    ['RUN set -euo pipefail && a | b', 'pass'],
    ['RUN bash -o pipefail -c "a | b"', 'pass'],
    ['RUN a && b || c', 'pass'],
    ['RUN echo "foo|bar"', 'pass'],
    ['SHELL ["pwsh", "-c"]\nRUN a | b', 'unknown'],
  ])('%j: %s', (text, expected) => {
    expect(evaluate(text).result).toBe(expected);
  });

  it.each([
    ['CMD node a.js', 'CMD ["node", "a.js"]'],
    ['entrypoint   "my app" \'x y\'', 'entrypoint ["my app", "x y"]'],
    ['CMD node $A', null],
    ['CMD a && b', null],
    ['CMD exec a', null],
    ['CMD a *.js', null],
    ['CMD A=1 b', null],
    ['CMD a \\\n  b', null],
    ['CMD a --password hunter2hunter2', null],
  ])('rewrites %j as %s', (text, expected) => {
    const outcome = evaluate(text);
    const edits = outcome.result === 'fail' ? outcome.violations[0]?.fix : undefined;
    expect(edits ?? null).toEqual(
      expected === null ? null : [{ kind: 'replace-lines', from: 2, to: 2, lines: [expected] }],
    );
  });
});
