import { describe, expect, it } from 'vitest';
import { checks } from '../engine/checks/index.generated.js';
import { columnsOf } from './output/text.js';
import { runProgram } from './program.js';

async function run(...args: string[]) {
  const told = { output: '', errors: '' };
  const exitCode = await runProgram(
    ['checks', ...args],
    {
      input: (async function* () {})(),
      output: { write: (text) => (told.output += text) },
      errors: { write: (text) => (told.errors += text) },
      environment: {},
      language: 'en',
      signal: new AbortController().signal,
      now: () => new Date('2026-06-01T00:00:00Z'),
    },
    '1.2.3',
  );
  return { exitCode, ...told };
}

describe('checks', () => {
  it('lists every check with its severity and title', async () => {
    const { exitCode, output } = await run();
    expect(exitCode).toBe(0);
    for (const { id } of checks) expect(output).toMatch(new RegExp(`^ {2}[a-z]+ +${id} `, 'm'));
    expect(output).toContain(`${checks.length} checks. ironhull checks <id> tells all of one.`);
    for (const line of output.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(100);
  });

  it('lists those of an area, and those that look at an input', async () => {
    const { output } = await run('--area', 'dockerfile', '--lang', 'zh');
    expect(output).toMatch(/^dockerfile \d+\n/);
    expect(output).toContain('df-user-root');
    expect(output).not.toContain('workload-privileged');
    expect(JSON.parse((await run('--input', 'sbom', '--json')).output)).toContainEqual(
      expect.objectContaining({ id: 'image-vulnerabilities', fixSafety: null }),
    );
  });

  it('tells all of one: texts in both languages, parameters, references, examples', async () => {
    const { output } = await run('workload-cap-added');
    const told = [
      '添加了白名单之外的能力',
      'label_allow_key',
      'default ["NET_BIND_SERVICE"]',
      'CIS Docker 5.4',
    ];
    for (const text of [
      ...told,
      '    | docker run --cap-add=CHOWN',
      'ironhull fix mends it when it is named',
    ])
      expect(output).toContain(text);
    expect(JSON.parse((await run('workload-cap-added', '--json')).output)).toMatchObject({
      id: 'workload-cap-added',
      area: 'workload',
      parameters: { allow: { default: ['NET_BIND_SERVICE'] } },
      fixSafety: 'review',
    });
  });

  it.each(checks.map(({ id }) => id))('tells %s within the width', async (id) => {
    const { exitCode, output } = await run(id);
    expect(exitCode).toBe(0);
    for (const line of output.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(100);
  });

  it.each([
    [['workload-privilegd'], /there is no check workload-privilegd; did you mean "workload-privileged"\?/],
    [['--area', 'pods'], /--area pods: expected one of workload, /],
    [['--input', 'pods'], /--input pods: expected one of .*kubernetes/],
  ])('%j exits with 2 and says what to do', async (args, errors) => {
    expect(await run(...args)).toEqual({ exitCode: 2, output: '', errors: expect.stringMatching(errors) });
  });
});
