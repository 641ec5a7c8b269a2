import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { gemCataloger } from './gem.cataloger.js';

const path = 'usr/local/bundle/specifications/nokogiri-1.16.2-x86_64-linux.gemspec';
const specification = `# -*- encoding: utf-8 -*-
# stub: nokogiri 1.16.2 x86_64-linux lib

Gem::Specification.new do |s|
  s.name = "nokogiri".freeze
  s.version = "1.16.2"
  s.platform = "x86_64-linux".freeze

  s.required_rubygems_version = Gem::Requirement.new(">= 0".freeze) if s.respond_to? :required_rubygems_version=
  s.authors = ["A".freeze]
  s.licenses = ["MIT".freeze, "Ruby".freeze]
  s.version = "9"
end
`;

describe('gemCataloger', () => {
  it('gives an installed gem', () => {
    const { extract } = readFile(gemCataloger, path, specification);
    const files = [{ path, layer: 'sha256:1', extract: extract! }];
    expect(gemCataloger.components(files, { osRelease: null, distribution: null })).toEqual([
      {
        ecosystem: 'RubyGems',
        name: 'nokogiri',
        version: '1.16.2',
        architecture: null,
        purl: 'pkg:gem/nokogiri@1.16.2',
        source: null,
        licence: 'MIT OR Ruby',
        paths: [`/${path}`],
        layer: 'sha256:1',
        isDevelopment: false,
      },
    ]);
  });

  it('reads single quotes, another receiver, and one licence', () => {
    const text =
      "Gem::Specification.new do |spec|\n  spec.name = 'a'\n  spec.version = '1'\n  spec.license = 'MIT'\nend\n";
    expect(readFile(gemCataloger, path, text)).toEqual({
      problem: null,
      extract: { name: 'a', version: '1', licence: 'MIT' },
    });
  });

  it.each([
    ['usr/lib/ruby/gems/3.1.0/specifications/default/json-2.6.1.gemspec', true],
    ['usr/local/bundle/bundler/gems/shop-0123456789ab/shop.gemspec', true],
    ['usr/local/bundle/bundler/gems/shop-0123456789ab/test/shop.gemspec', false],
    ['app/foo.gemspec', false],
    ['usr/lib/ruby/gems/3.1.0/gems/a-1/a.gemspec', false],
  ])('of %s: %s', (at, isWanted) => {
    expect(gemCataloger.wants(at)).toBe(isWanted);
  });

  it('reads the quotes of RubyGems before 2.0', () => {
    const text = 'Gem::Specification.new do |s|\n  s.name = %q{rake}\n  s.version = "0.8.7"\nend\n';
    expect(readFile(gemCataloger, path, text)).toMatchObject({ extract: { name: 'rake', version: '0.8.7' } });
  });

  const computed = 'Gem::Specification.new do |s|\n  s.name = "a-b"\n  s.version = A::VERSION\nend\n';

  it.each([
    ['specifications/default/a-b-1.2.0.pre1.gemspec', '1.2.0.pre1'],
    ['specifications/a-b-1.2-x86_64-linux.gemspec', '1.2'],
  ])('takes a version that is computed from the name of %s', (at, version) => {
    expect(readFile(gemCataloger, at, computed)).toMatchObject({ extract: { version }, problem: null });
  });

  it('says when a version is computed that the name does not have', () => {
    expect(readFile(gemCataloger, 'specifications/a-b.gemspec', computed)).toEqual({
      extract: null,
      problem: 'the version is none that can be read: ""',
    });
  });
});
