import { describe, expect, it } from 'vitest';
import { containerImageOutdatedCheck as check } from './container-image-outdated.check.js';
import { elementsOf, evaluateText } from './evaluate-example.js';
import { aContainer } from './example-container.js';

const id = (digit: string) => `sha256:${digit.repeat(64)}`;
const found = (parts: Readonly<Record<string, unknown>>, images: readonly unknown[] = []) =>
  elementsOf(
    evaluateText(
      check,
      'container',
      JSON.stringify([...(JSON.parse(aContainer(parts)) as unknown[]), ...images]),
    ),
  );

describe('container-image-outdated', () => {
  it('compares with the image that the tag means now', () => {
    expect(found({ Image: id('1') }, [{ Id: id('1'), RepoTags: ['other:1', 'app:1'] }])).toEqual(['pass']);
    expect(found({ Image: id('1') }, [{ Id: id('2'), RepoTags: ['app:1'] }])).toEqual(['web image']);
    expect(found({ Image: id('1') }, [{ Id: id('2'), RepoTags: ['other:1'] }])).toEqual(['unknown']);
  });

  it('fails an old container whatever its tag means', () => {
    expect(found({ Created: '2026-03-01T12:00:00Z' })).toEqual(['web age']);
  });

  it('does not apply to what was started by digest or id', () => {
    expect(found({ Config: { Image: `app@${id('1')}` } })).toEqual(['not_applicable']);
    expect(found({ Config: { Image: id('1') } })).toEqual(['not_applicable']);
  });
});
