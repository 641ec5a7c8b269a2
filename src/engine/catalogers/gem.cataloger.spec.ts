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
    ['app/foo.gemspec', false],
    ['usr/lib/ruby/gems/3.1.0/gems/a-1/a.gemspec', false],
  ])('of %s: %s', (at, isWanted) => {
    expect(gemCataloger.wants(at)).toBe(isWanted);
  });

  it('says when a version is computed', () => {
    const text = 'Gem::Specification.new do |s|\n  s.name = "a"\n  s.version = A::VERSION\nend\n';
    expect(readFile(gemCataloger, path, text)).toEqual({
      extract: null,
      problem: 'the version is none that can be read: ""',
    });
  });
});
