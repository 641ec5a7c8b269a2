import { describe, expect, it } from 'vitest';
import type { RunEdit } from '../remediation/edit.js';
import { editRunLine } from '../remediation/run-line-editor.js';
import { elementsOf, evaluateText } from './evaluate-example.js';
import { runcmdMisplacedFlagCheck as check } from './runcmd-misplaced-flag.check.js';

describe('runcmd-misplaced-flag', () => {
  it.each([
    ['docker run nginx --read-only', 'docker run --read-only nginx'],
    ['docker run nginx -p 80:80 -e A=b', 'docker run --publish=80:80 --env=A=b nginx'],
    ['docker run nginx --user 1000', 'docker run --user=1000 nginx'],
    ['docker run nginx -it', 'docker run --interactive --tty nginx'],
    ['docker run nginx sleep 9 --cap-drop=ALL', 'docker run --cap-drop=ALL nginx sleep 9'],
  ])('%s becomes %s', (text, expected) => {
    const outcome = evaluateText(check, 'run-command', text);
    const edits = outcome.result === 'fail' ? outcome.violations.flatMap(({ fix }) => fix ?? []) : [];
    expect(editRunLine(text, edits as RunEdit[])).toBe(expected);
    expect(evaluateText(check, 'run-command', expected)).toEqual({ result: 'pass' });
  });

  it.each([
    'docker run --entrypoint /bin/sh nginx -c "exec x"',
    'docker run mysql mysqld --user=mysql',
    'docker run curlimages/curl -v https://example.org',
    'docker run app -- --read-only',
    'docker run app -p 3306',
  ])('leaves the options of programs alone: %s', (text) => {
    expect(evaluateText(check, 'run-command', text)).toEqual({ result: 'pass' });
  });

  it('names each option, a repeated one with its number', () => {
    expect(elementsOf(evaluateText(check, 'run-command', 'docker run nginx -p 80:80 -p 81:81 --rm'))).toEqual(
      ['-p', '-p (2)', '--rm'],
    );
  });
});
