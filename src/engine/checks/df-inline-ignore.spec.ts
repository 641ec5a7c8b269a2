import { describe, expect, it } from 'vitest';
import { dfInlineIgnoreCheck } from './df-inline-ignore.check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';

describe('df-inline-ignore', () => {
  it.each<[string, string[]]>([
    ['# hadolint ignore=DL3003', ['hadolint DL3003']],
    ['#trivy:ignore:DS-0002\n#trivy:ignore:DS-0002', ['trivy DS-0002', 'trivy DS-0002 (2)']],
    ['# checkov:skip=CKV_DOCKER_3', ['checkov CKV_DOCKER_3']],
    ['# checkov:skip=CKV_DOCKER_3: set at run time', ['pass']],
    ['# hadolint shell=powershell', ['pass']],
    ['# foobar', ['pass']],
  ])('%j', (text, expected) => {
    expect(elementsOf(evaluateText(dfInlineIgnoreCheck, 'dockerfile', `FROM a:1\n${text}\nRUN x`))).toEqual(
      expected,
    );
  });
});
