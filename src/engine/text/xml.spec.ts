import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableFileError } from '../model/file-reader.js';
import { ReadProblems } from './read-problems.js';
import { childOf, childrenOf, childText, parseXml, xmlText } from './xml.js';

describe('parseXml', () => {
  it('gives elements without prefixes, attributes, text and CDATA', () => {
    const root = parseXml(
      '<?xml version="1.0"?><b:bom xmlns:b="http://x/1.5" version="1"><b:name> a&amp;b </b:name><b:name><![CDATA[<c>]]></b:name></b:bom>',
    );
    expect(root).toMatchObject({ name: 'bom', namespace: 'http://x/1.5' });
    expect(root.attributes.get('version')).toBe('1');
    expect(childrenOf(root, 'name').map(({ text }) => text)).toEqual(['a&b', '<c>']);
    expect(childText(root, 'name')).toBe('a&b');
    expect(childText(root, 'none')).toBeNull();
    expect(childOf(root, '__proto__')).toBeNull();
  });

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', /it has a document type at line 1/],
    ['an entity', '<a>&nbsp;</a>', /Invalid character entity/],
    ['an end that is missing', '<a>\n<b>', /Unclosed root tag/],
    ['nothing', '', /./],
    ['depth', '<a>'.repeat(100_000), /nested deeper than 64/],
    ['two roots', '<a/><b/>', /./],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseXml(text)).toThrow(UnreadableFileError);
    expect(() => parseXml(text)).toThrow(message);
  });

  it.each([
    ['UTF-8', Buffer.from('<a>é</a>')],
    ['UTF-8 with a mark', Buffer.from('\ufeff<a>é</a>')],
    ['UTF-8 by declaration', Buffer.from('<?xml version="1.0" encoding="utf-8"?><a>é</a>')],
    ['ISO-8859-1', Buffer.from("<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>", 'latin1')],
    ['UTF-16', Buffer.from('\ufeff<a>é</a>', 'utf16le')],
    ['UTF-16, the other way round', Buffer.from('\ufeff<a>é</a>', 'utf16le').swap16()],
  ])('reads bytes in %s', (_, content) => {
    const problems = new ReadProblems();
    expect(parseXml(xmlText(content, problems)).text).toBe('é');
    expect(problems.settle(true)).toBe(true);
  });

  it.each([
    ['are not UTF-8', Buffer.from('<a>é</a>', 'latin1'), '<a>\ufffd</a>', 'not UTF-8'],
    ['end within a character', Buffer.from([0xff, 0xfe, 0x3c, 0, 0x3c]), '<\ufffd', 'not UTF-16LE'],
  ])('reads bytes that %s as far as they are, and reports it', (_, content, text, message) => {
    const problems = new ReadProblems();
    expect(xmlText(content, problems)).toBe(text);
    expect(() => problems.settle(null)).toThrow(message);
  });

  it('refuses bytes that are said to be in an encoding that is not read', () => {
    const content = Buffer.from('<?xml version="1.0" encoding="EBCDIC"?><a/>');
    expect(() => xmlText(content, new ReadProblems())).toThrow(UnreadableFileError);
    expect(() => xmlText(content, new ReadProblems())).toThrow('"ebcdic"');
  });

  it('gives an element or an UnreadableFileError, whatever the text', () => {
    const piece = fc.constantFrom(
      '<a',
      '>',
      '</a>',
      '&',
      ';',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      'x="',
      '"',
      ' ',
      '<?',
      ':',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        try {
          expect(parseXml(pieces.join('')).name).not.toBe('');
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFileError);
        }
      }),
    );
  });
});
