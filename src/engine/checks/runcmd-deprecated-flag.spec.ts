import { describe, expect, it } from 'vitest';
import type { RunEdit } from '../remediation/edit.js';
import { editRunLine } from '../remediation/run-line-editor.js';
import { elementsOf, evaluateText } from './evaluate-example.js';
import { runcmdDeprecatedFlagCheck as check } from './runcmd-deprecated-flag.check.js';

describe('runcmd-deprecated-flag', () => {
  it.each([
    ['docker run --net=host nginx', 'docker run --network=host nginx'],
    ['docker run --net-alias a --dns-opt x nginx', 'docker run --network-alias a --dns-option x nginx'],
    ['docker run -c 512 nginx', 'docker run --cpu-shares 512 nginx'],
    ['docker run -c512 nginx', 'docker run --cpu-shares=512 nginx'],
    ['docker run --security-opt "label:disable" nginx', 'docker run --security-opt "label=disable" nginx'],
    [
      'docker run --security-opt=no-new-privileges:true nginx',
      'docker run --security-opt=no-new-privileges=true nginx',
    ],
    ['docker run --disable-content-trust --kernel-memory 1g nginx', 'docker run nginx'],
  ])('%s becomes %s', (text, expected) => {
    const outcome = evaluateText(check, 'run-command', text);
    const edits = outcome.result === 'fail' ? outcome.violations.flatMap(({ fix }) => fix ?? []) : [];
    expect(editRunLine(text, edits as RunEdit[])).toBe(expected);
    expect(evaluateText(check, 'run-command', expected)).toEqual({ result: 'pass' });
  });

  it('has no fix for a link, which a network does not replace by itself', () => {
    const outcome = evaluateText(check, 'run-command', 'docker run --link db nginx');
    expect(elementsOf(outcome)).toEqual(['--link']);
    expect(outcome.result === 'fail' && outcome.violations[0]?.fix).toBeUndefined();
  });
});
