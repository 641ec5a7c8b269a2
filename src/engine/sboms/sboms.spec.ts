import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclonedxJson, cyclonedxXml, spdxJson, spdxTagValue } from '../../../test/support/sbom-samples.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { sbomReaders } from './index.generated.js';
import { readSbom } from './read-sbom.js';

const beside = (file: string): URL => new URL(file, import.meta.url);

/** One document that each reader reads, all of the same content; a new reader adds its own. */
const samples: Readonly<Record<string, string>> = {
  'cyclonedx-json': cyclonedxJson,
  'cyclonedx-xml': cyclonedxXml,
  'spdx-json': spdxJson,
  'spdx-tag-value': spdxTagValue,
};

const read = (text: string | Uint8Array) => readSbom(typeof text === 'string' ? Buffer.from(text) : text);

/** The text with a few pieces of it removed, repeated or replaced. */
const altered = (text: string) =>
  fc
    .array(
      fc.record({
        at: fc.nat(text.length),
        length: fc.nat(60),
        by: fc.constantFrom(
          '',
          '"',
          '{',
          ']',
          '<',
          '&',
          '\n',
          '[]',
          'null',
          '"__proto__":{"x":1},',
          '<text>',
        ),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((changes) =>
      changes.reduce((all, { at, length, by }) => all.slice(0, at) + by + all.slice(at + length), text),
    );

describe.each(sbomReaders.map((reader) => ({ id: reader.id, reader })))(
  'SBOM reader $id',
  ({ id, reader }) => {
    const sample = samples[id] ?? '';

    it('has its file, its spec and a sample under its id', () => {
      const files = [`./${id}.sbom.ts`, `./${id}.sbom.spec.ts`];
      expect(files.filter((file) => !existsSync(beside(file)))).toEqual([]);
      expect(sbomReaders.filter((other) => other.id === id)).toEqual([reader]);
      expect(sample, 'add a document that it reads to the list above').not.toBe('');
      expect(reader.version).toBeGreaterThan(0);
    });

    it('gives what the document lists, and shows what nothing can be known of', () => {
      const { kind, subject, inventory } = read(sample);
      expect({ kind, subject }).toEqual({ kind: 'sbom', subject: { name: 'shop', version: '2.1' } });
      expect(
        inventory.components.map(({ ecosystem, name, version, isDevelopment }) => [
          ecosystem,
          name,
          version,
          isDevelopment,
        ]),
      ).toEqual([
        ['Debian:12', 'libssl3', '3.0.11-1~deb12u2', false],
        ['Maven', 'org.apache.logging.log4j:log4j-core', '2.14.1', false],
        ['npm', 'left-pad', '1.3.0', false],
        ['npm', 'mocha', '10.0.0', true],
      ]);
      expect(inventory.components.map(({ source, licence }) => source?.name ?? licence)).toEqual([
        'openssl',
        'Apache-2.0',
        null,
        null,
      ]);
      expect(inventory.problems).toEqual([
        {
          path: expect.stringMatching(/\[\d\]$/),
          layer: null,
          detail: 'the package "homegrown" has no package URL: its flaws are not known',
        },
      ]);
    });

    it('is the only one that reads it', () => {
      const others = Object.entries(samples).filter(([other]) => other !== id);
      for (const [, text] of others) expect(read(text).format + read(text).specVersion).toBeTypeOf('string');
      expect(read(sample)).toEqual(read(Buffer.from(sample)));
    });

    it('gives facts or an UnreadableFileError, the same each time, whatever was altered', () => {
      const attempt = (text: string) => {
        try {
          return read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFileError);
          expect((error as Error).message.length).toBeLessThan(500);
          return null;
        }
      };
      fc.assert(
        fc.property(altered(sample), (text) => {
          const facts = attempt(text);
          expect(attempt(text)).toEqual(facts);
          expect({}).not.toHaveProperty('x');
          if (!facts) return;
          const { components, problems } = facts.inventory;
          expect(components.length + problems.length).toBeGreaterThan(0);
          for (const component of components)
            expect(component.purl).toMatch(/^pkg:[a-z]+\/[\x21-\x7e]+@[\x21-\x7e]+$/);
          expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
        }),
        { numRuns: 500 },
      );
    });
  },
);

describe('readSbom', () => {
  it.each([
    ['nothing', '', 'no bill of materials that is known'],
    ['an image archive', Buffer.alloc(1024), 'no bill of materials'],
    ['bytes that are no text', Buffer.from([0x7b, 0xff]), 'not UTF-8'],
    ['broken JSON', '{"bomFormat":', 'no JSON'],
    ['a list', '[]', 'no bill of materials'],
    ['other JSON', '{"spdxVersion":"SPDX-3.0"}', 'no bill of materials'],
    ['too many bytes', Buffer.alloc(256 * 2 ** 20 + 1), 'more than 256 MiB'],
    [
      'JSON that is nested too deeply',
      `{"bomFormat":${'['.repeat(10_000_000)}`,
      'nested deeper than 512 levels',
    ],
    ['JSON of too many values', `{"components":[${'{},'.repeat(3_000_000)}{}]}`, 'more than 5000000 values'],
    ['other XML', '<bom xmlns="http://example.org/"/>', 'no bill of materials'],
    ['XML with entities', '<!DOCTYPE bom [<!ENTITY a "b">]><bom/>', 'document type'],
  ])('refuses %s', (_, text, message) => {
    expect(() => read(text)).toThrow(UnreadableFileError);
    expect(() => read(text)).toThrow(message);
  });

  it('takes a document without packages for incomplete, not for clean', () => {
    const { inventory } = read('{"bomFormat":"CycloneDX","specVersion":"1.5"}');
    expect(inventory).toEqual({
      ecosystems: [],
      components: [],
      problems: [{ path: '', layer: null, detail: 'The document lists no packages' }],
    });
  });

  it('has the digest of what it says, whenever it was written', () => {
    const later = cyclonedxJson.replace('2026-05-01', '2026-06-01').replace('3e671687', '4e671687');
    expect(read(later)).toEqual(read(cyclonedxJson));
    expect(read(cyclonedxJson.replaceAll('10.0.0', '10.0.1')).digest).not.toBe(read(cyclonedxJson).digest);
    expect(read(cyclonedxJson.replace('homegrown', 'other')).digest).not.toBe(read(cyclonedxJson).digest);
  });

  const statement = (predicate: unknown) => ({ _type: 'https://in-toto.io/Statement/v1', predicate });
  const signed = (payload: unknown) => ({
    payloadType: 'application/vnd.in-toto+json',
    payload: Buffer.from(JSON.stringify(payload)).toString('base64'),
    signatures: [{ sig: 'AA==' }],
  });
  const bill: unknown = JSON.parse(cyclonedxJson);

  it.each([
    ['a statement', statement(bill)],
    ['a signed one', signed(statement(bill))],
    ['a bundle of Sigstore', { mediaType: 'bundle', dsseEnvelope: signed(statement(bill)) }],
    ['what Cosign puts around it', signed(statement({ Data: bill, Timestamp: '' }))],
    ['a text of tags and values', statement({ Data: spdxTagValue }), spdxTagValue],
  ])('reads what is attested by %s', (_, attestation, text = cyclonedxJson) => {
    expect(read(JSON.stringify(attestation))).toEqual(read(text));
  });

  it.each([
    [signed(statement(null)), 'the attestation holds no document'],
    [signed('text'), "the attestation's payload is no object"],
    [{ ...signed({}), payload: 'AAAA' }, "the attestation's payload is no JSON"],
    [signed({ _type: 'other', predicate: bill }), 'the document is no bill of materials'],
    [statement({ Data: JSON.stringify(statement(bill)) }), 'the document is no bill of materials'],
  ])('says of an attestation without a bill what it is: %j', (attestation, message) => {
    expect(() => read(JSON.stringify(attestation))).toThrow(message);
  });

  it('counts packages that nothing is known of beyond the first ones', () => {
    const components = Array.from({ length: 1_000 }, (_, index) => ({ type: 'library', name: `p${index}` }));
    const { problems } = read(
      JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components }),
    ).inventory;
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)?.detail).toBe('Of 800 more packages the flaws are not known');
  });

  it.each([
    [
      'nested components',
      `{"bomFormat":"CycloneDX","specVersion":"1.6","components":${'[{"components":'.repeat(50_000)}[]${'}]'.repeat(50_000)}}`,
    ],
    ['lists', `{"bomFormat":"CycloneDX","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['elements', `<bom xmlns="http://cyclonedx.org/schema/bom/1.5">${'<a/>'.repeat(100_000)}</bom>`],
    ['lines', `SPDXVersion: SPDX-2.3\n${'PackageName: a\n'.repeat(100_000)}`],
    ['line ends', `${'\n'.repeat(200_000)}SPDXVersion: SPDX-2.3`],
    ['open texts', `SPDXVersion: SPDX-2.3\n${'A: <text>'.repeat(50_000)}`],
    [
      'dashes',
      `{"bomFormat":"CycloneDX","components":[{"purl":"pkg:rpm/a/b@1?upstream=${'-'.repeat(4_000)}"}]}`,
    ],
  ])('is done soon with a great many %s', (_, text) => {
    try {
      read(text);
    } catch (error) {
      expect(error).toBeInstanceOf(UnreadableFileError);
    }
  });
});
