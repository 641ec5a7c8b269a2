import { describe, expect, it } from 'vitest';
import type { RunEdit } from '../remediation/edit.js';
import { editRunLine } from '../remediation/run-line-editor.js';
import { elementsOf, evaluateText, subjectOfText } from './evaluate-example.js';
import { runcmdUnknownFlagCheck as check } from './runcmd-unknown-flag.check.js';

function fixed(text: string): string {
  const outcome = evaluateText(check, 'run-command', text);
  const edits = outcome.result === 'fail' ? outcome.violations.flatMap(({ fix }) => fix ?? []) : [];
  return editRunLine(text, edits as RunEdit[]);
}

describe('runcmd-unknown-flag', () => {
  it.each([
    ['docker run --no-new-privileges nginx', 'docker run --security-opt=no-new-privileges nginx'],
    ['docker run --cap_drop ALL nginx', 'docker run --cap-drop ALL nginx'],
    ['docker run --cap_add=NET_RAW nginx', 'docker run --cap-add=NET_RAW nginx'],
    ['docker run --mem=1g --cpu 2 nginx', 'docker run --memory=1g --cpus 2 nginx'],
    ['docker run \u2014rm nginx', 'docker run --rm nginx'],
    ['docker run -name web nginx', 'docker run --name web nginx'],
    [
      'docker run --no-new-privileges --security-opt no-new-privileges nginx',
      'docker run --security-opt no-new-privileges nginx',
    ],
  ])('%s becomes %s', (text, expected) => {
    expect(fixed(text)).toBe(expected);
    expect(evaluateText(check, 'run-command', expected)).toEqual({ result: 'pass' });
  });

  it('suggests what is near without writing it', () => {
    expect(fixed('docker run --memroy 1g nginx')).toBe('docker run --memroy 1g nginx');
    expect(evaluateText(check, 'run-command', 'docker run --memroy 1g nginx')).toMatchObject({
      violations: [{ element: '--memroy', message: { en: expect.stringContaining('--memory') as string } }],
    });
  });

  it.each([
    ['docker run --no-new-privileges nginx', 'nginx', null],
    ['docker run --mem 512m nginx', 'nginx', null],
    ['docker run --frobnicate 3 nginx', 'nginx', null],
    ['docker run --frobnicate nginx sleep 9', 'nginx', ['sleep', '9']],
    ['docker run --frobnicate yes --rm nginx', 'nginx', null],
    ['docker run --frobnicate nginx', 'nginx', null],
  ])('%s still names its image', (text, image, command) => {
    const { workloads } = subjectOfText('run-command', text) as {
      workloads: readonly { image: { raw: string }; command: unknown; noNewPrivileges: unknown }[];
    };
    expect(workloads[0]).toMatchObject({ image: { raw: image }, command, noNewPrivileges: null });
  });

  it("takes podman's own flags, and is unknown for another version", () => {
    expect(evaluateText(check, 'run-command', 'podman run --replace --tz local nginx')).toEqual({
      result: 'pass',
    });
    expect(elementsOf(evaluateText(check, 'run-command', 'docker run --replace nginx'))).toEqual([
      '--replace',
    ]);
    expect(
      evaluateText(check, 'run-command', 'docker run nginx', { parameters: { cli_version: '17' } }).result,
    ).toBe('unknown');
  });
});
