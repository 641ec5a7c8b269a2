import { describe, expect, it } from 'vitest';
import type { RootfsFacts } from '../model/facts.js';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImageSubject, exampleLayer as layer, type Part } from './example-facts.js';
import { imageUnnecessaryFilesCheck } from './image-unnecessary-files.check.js';

const evaluate = (rootfs: Part<RootfsFacts>, parameters = {}) =>
  evaluateExample(imageUnnecessaryFilesCheck, anImageSubject({ rootfs }), { parameters });
const found = (pattern: string, ...paths: string[]) => ({
  pattern,
  count: paths.length,
  paths: paths.map((path) => ({ path, layer })),
});
const developmentFiles = [
  found('.DS_Store', '/a/.DS_Store', '/b/.DS_Store', '/c/.DS_Store', '/d/.DS_Store'),
  found('.env', '/app/.env'),
  { ...found('*.bak', '/x.bak'), count: 500 },
];

describe('image-unnecessary-files', () => {
  it('fails once for each name, worse where credentials may be in it', () => {
    const outcome = evaluate({ hygiene: { developmentFiles } });
    expect(elementsOf(outcome)).toEqual(['.DS_Store', '.env (medium)', '*.bak']);
    expect(outcome).toMatchObject({
      violations: [
        { message: { en: expect.stringContaining('/a/.DS_Store, /b/.DS_Store, /c/.DS_Store and 1 more') } },
        { location: { path: '/app/.env', layer } },
        { message: { en: expect.stringContaining('500 files or folders') } },
      ],
    });
  });

  it('looks for what the policy names only', () => {
    expect(elementsOf(evaluate({ hygiene: { developmentFiles } }, { names: ['.env', '.git'] }))).toEqual([
      '.env (medium)',
    ]);
    expect(imageUnnecessaryFilesCheck.parameters.safeParse({ names: ['never-looked-for'] }).success).toBe(
      false,
    );
  });

  it('does not know what was not looked at', () => {
    expect(elementsOf(evaluate({ hygiene: null }))).toEqual(['unknown']);
    expect(elementsOf(evaluate({ problems: [{ path: '/', layer: null, detail: 'x' }] }))).toEqual([
      'unknown',
    ]);
  });
});
