import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '../../../test/support/processor-time.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { gemfile } from './gemfile.js';

const read = (...lines: string[]) => gemfile(new TextEncoder().encode(lines.join('\n')));
const development = (...lines: string[]) => read(...lines).development;

describe('gemfile', () => {
  it('tells gems to develop and to test from the others', () => {
    expect(
      read(
        'source "https://gems.example"',
        "gem 'rails', '~> 7.1' # the framework",
        'gem "puma", require: false, group: :production',
        'group :development, :test do',
        '  gem "debug", platforms: %i[mri windows]',
        '  platforms(:ruby) { gem "byebug" }',
        'end',
        "gem 'rspec', group: :test",
      ),
    ).toEqual({ development: ['debug', 'rspec'], needed: ['rails', 'puma'], hasOnlyGemspec: false });
  });

  it.each([
    ['a group in brackets', ['group(:test) do', 'gem("a")', 'end']],
    ['an optional group', ['group :test, optional: true do', 'gem "a"', 'end']],
    ['an optional group of old', ["group 'test', :optional => true do |x|", 'gem "a"', 'end']],
    ['a list of words for a block', ['group *%i[development test] do', 'gem "a"', 'end']],
    ['other blocks in a group', ['group :test do', 'if ENV["A"]', 'gem "a"', 'end', 'end']],
    ['a condition in a value', ['group :test do', 'x = if y', '1', 'end', 'gem "a", x', 'end']],
    ['blocks of one line', ['group :test do', 'platforms :mri do gem "a" end', 'end']],
    ['a condition of one line', ['group :test do', 'if x then gem "a" end', 'end']],
    ['statements of one line', ['group :test do; gem "a"; end']],
    ['a method of one line', ['def x = 1', 'gem "a", group: :test']],
    ['several groups', ['gem "a", groups: [:development, "test"], require: false']],
    ['a group of old', ['gem "a", :group => :test']],
    ['words', ['gem "a", group: %i[development test]', 'gem "b", group: %w[test]']],
    ['a condition', ['gem "a", group: :test unless ENV["A"]']],
    ['lines that go on', ['gem "a",', '', '  # a comment', '  "~> 1",', '  group: :test']],
    ['brackets over lines', ['gem(', '"a",', 'group: [', ':test', ']', ')']],
    ['a regular expression', ['if x =~ /^(a[:@][^#]*)#"(.*)/', 'end', 'gem "a", group: :test']],
    ['a comment over lines', ['=begin', 'group :test do', '=end', 'gem "a", group: :test']],
    ['a text over lines', ['x = <<~TEXT', 'if it is so', 'TEXT', 'gem "a", group: :test']],
    ['what follows the program', ['gem "a", group: :test', '__END__', 'gem "a"', 'end']],
    ['ends that are none', ['x = { end: 1 }', 'y = [:end, "end"]', 'gem "a", group: :test']],
  ])('finds a gem for tests with %s', (_, lines) => {
    expect(development(...lines)).toContain('a');
  });

  it.each([
    ['is named outside too', ['gem "a"', 'group :test do', 'gem "a"', 'end']],
    ['has another group too', ['group :test do', 'gem "a", group: :production', 'end']],
    ['has one of two blocks', ['group :test do', 'group :ci do', 'gem "a"', 'end', 'end']],
    ['has an unknown group', ['group :test do', 'gem "a", group: other', 'end']],
    ['has an unknown group in a list', ['gem "a", group: [:test, other]']],
    ['has a group by a condition', ['gem "a", group: x ? :test : :default']],
    ['has a group of more', ['gem "a", group: :test + other']],
    ['has groups of more', ['gem "a", group: [:test] + [:production]']],
    ['is in an unknown block', ['group :test, other do', 'gem "a"', 'end']],
    ['shares its line', ['gem "a"; gem "b", group: :test']],
    ['has a group in a comment', ['gem "a" # group: :test']],
    ['has a group in a text', ['gem "a", require: "group: :test"']],
    ['may be meant by a loop', ['%w[a b].each { |x| gem x }', 'gem "a", group: :test']],
    ['may be meant by a method', ['def ours(x)', 'gem x', 'end', 'ours "a"', 'gem "a", group: :test']],
  ])('takes a gem for needed that %s', (_, lines) => {
    expect(read(...lines)).toMatchObject({ needed: expect.arrayContaining(['a']) as unknown });
    expect(development(...lines)).not.toContain('a');
  });

  it.each([
    ['the specification', ['gemspec name: "ours"', 'gem "rake"'], true],
    ['no specification', ['gem "rake"'], false],
    ['gems of a loop', ['gemspec', 'x.each do |name|', 'gem name', 'end'], false],
    ['a specification for a group', ['gemspec development_group: :ci'], false],
  ])('knows whether all is named or specified: %s', (_, lines, expected) => {
    expect(read(...lines).hasOnlyGemspec).toBe(expected);
  });

  it.each([
    ['an end of nothing', ['end'], 'a block ends that has not begun'],
    ['a block without an end', ['group :test do'], 'a block does not end'],
    ['blocks in many blocks', Array<string>(101).fill('x do'), 'blocks are too deep'],
    ['gems of another file', ['eval_gemfile "other"'], 'another file has gems as well'],
    ['code of another file', ['eval File.read("other") if x'], 'another file has gems as well'],
    ['a group in curly brackets', ['group(:test) {', 'gem "a"', '}'], 'a group is in curly brackets'],
    ['a text over lines in quotes', ['x = "', 'group :test do', '"'], 'a text does not end where'],
    ['a text without an end', ['x = <<~TEXT', 'gem "a"'], 'a text does not end'],
    ['a statement without an end', ['gem "a",'], 'a statement does not end'],
    ['a long line', [`gem "${'a'.repeat(10_000)}"`], 'a line is longer than people write'],
    ['a long statement', Array<string>(2_000).fill('gem "a",'), 'a statement is too long'],
  ])('gives up at %s', (_, lines, message) => {
    expect(() => read(...lines)).toThrow(UnreadableFileError);
    expect(() => read(...lines)).toThrow(message);
  });

  it('gives plain JSON for any bytes, or says that it cannot read them', () => {
    const pieces = fc.constantFrom(
      ...[
        'gem ',
        '"a"',
        "'",
        ',',
        'group',
        ':test',
        ' do',
        '\n',
        'end',
        '{',
        '[',
        '(',
        '#',
        ';',
        '%i[',
        '<<~A',
      ],
    );
    const text = fc.array(pieces, { maxLength: 40 }).map((all) => new TextEncoder().encode(all.join('')));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), text), (content) => {
        try {
          const result = gemfile(content);
          expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFileError);
        }
      }),
    );
  });

  const repeated = [
    ...['{', '(', '%r{', 'do', 'do |', ' end', 'gem "a",', '"', '\\"', "'", ' ', ';', 'group: [', '<<A'],
    ...['x = if\n', 'gem "a", group: :test\n', '"a",\n', 'a,\n', 'do |x| \n', 'x do\n', 'end\n', '\n', '~/'],
  ];
  it.each(repeated)('is done with a megabyte of %j in a moment', (piece) => {
    const lines = [piece, piece.repeat(9_000 / piece.length).concat('\n')];
    for (const one of lines) {
      const content = new TextEncoder().encode(one.repeat(1_000_000 / one.length));
      const start = processorTime();
      try {
        gemfile(content);
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableFileError);
      }
      expect(processorTime() - start).toBeLessThan(2_000);
    }
  });
});
