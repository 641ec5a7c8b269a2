import { describe, expect, it } from 'vitest';
import { editRunLine } from '../remediation/run-line-editor.js';
import type { RunEdit } from '../remediation/edit.js';
import { evaluateText } from './evaluate-example.js';
import { runcmdCommentAfterContinuationCheck as check } from './runcmd-comment-after-continuation.check.js';

const text = 'docker run -d \\\n  --read-only \\   # no writes  \n  # and\n  --rm \\ \n  nginx:1.27\n';

describe('runcmd-comment-after-continuation', () => {
  it('finds each comment and each blank, on its line', () => {
    const outcome = evaluateText(check, 'run-command', text);
    expect(
      outcome.result === 'fail' &&
        outcome.violations.map(({ element, location }) => [element, location?.line]),
    ).toEqual([
      ['# no writes', 2],
      ['# and', 3],
      ['blanks', 4],
    ]);
  });

  it('cuts them out, and nothing else', () => {
    const outcome = evaluateText(check, 'run-command', text);
    const edits = outcome.result === 'fail' ? outcome.violations.flatMap(({ fix }) => fix ?? []) : [];
    const fixed = editRunLine(text, edits as RunEdit[]);
    expect(fixed).toBe('docker run -d \\\n  --read-only \\\n  --rm \\\n  nginx:1.27\n');
    expect(evaluateText(check, 'run-command', fixed)).toEqual({ result: 'pass' });
  });

  it('leaves escaped blanks and hash signs alone', () => {
    expect(evaluateText(check, 'run-command', 'docker run -v /my\\ data:/d -e A=\\# nginx')).toEqual({
      result: 'pass',
    });
  });
});
