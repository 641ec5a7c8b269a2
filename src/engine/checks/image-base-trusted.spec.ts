import { describe, expect, it } from 'vitest';
import { elementsOf, evaluateExample } from './evaluate-example.js';
import { anImageSubject } from './example-facts.js';
import { imageBaseTrustedCheck } from './image-base-trusted.check.js';

const nameLabel = 'org.opencontainers.image.base.name';
const digestLabel = 'org.opencontainers.image.base.digest';
const digest = `sha256:${'b'.repeat(64)}`;
const evaluate = (labels: Record<string, string>, parameters = {}, rootfs = {}) =>
  evaluateExample(imageBaseTrustedCheck, anImageSubject({ config: { labels }, rootfs }), { parameters });
const on = (name: string, parameters = {}) =>
  elementsOf(evaluate({ [nameLabel]: name, [digestLabel]: digest }, parameters));

describe('image-base-trusted', () => {
  it.each([
    ['alpine', ['pass']],
    ['docker.io/library/node:22', ['pass']],
    ['gcr.io/distroless/static-debian12:nonroot', ['pass']],
    ['mcr.microsoft.com/dotnet/aspnet:8.0', ['pass']],
    [`debian:13@${digest}`, ['pass']],
    ['bitnami/node', ['']],
    ['evil.example/library/node', ['']],
    ['evil.example/docker.io/library/node', ['']],
  ])('trusts makers that are well known: %s', (name, expected) => {
    expect(on(name)).toEqual(expected);
  });

  it('trusts only what the policy names, where it names any', () => {
    const parameters = { allow: ['registry.example/base/*'] };
    expect(on('registry.example/base/node:22', parameters)).toEqual(['pass']);
    expect(on('registry.example/base/deep/node:22', parameters)).toEqual(['']);
    expect(on('alpine', parameters)).toEqual(['']);
  });

  it('does not believe a name without a digest, unless the policy does', () => {
    expect(evaluate({ [nameLabel]: 'alpine' }).result).toBe('unknown');
    expect(evaluate({ [nameLabel]: 'alpine', [digestLabel]: 'none' }).result).toBe('unknown');
    expect(evaluate({ [nameLabel]: 'alpine' }, { min_confidence: 0.6 }).result).toBe('pass');
    expect(evaluate({ [nameLabel]: 'a/b' }, { min_confidence: 0.5 }).result).toBe('fail');
  });

  it('does not know what an image stands on that says nothing, but for one from scratch', () => {
    expect(evaluate({}).result).toBe('unknown');
    const scratch = { osRelease: null, components: [] };
    expect(evaluate({}, {}, scratch).result).toBe('pass');
    const problems = [{ path: '/', layer: null, detail: 'cut off' }];
    expect(evaluate({}, {}, { ...scratch, problems }).result).toBe('unknown');
  });
});
