import { describe, expect, it } from 'vitest';
import { cyclonedxJson, cyclonedxXml } from '../../../test/support/sbom-samples.js';
import { readSbom } from './read-sbom.js';

const read = (text: string) => readSbom(Buffer.from(text));
const bom = (content: string, version = '1.5') =>
  read(`<b:bom xmlns:b="http://cyclonedx.org/schema/bom/${version}">${content}</b:bom>`);

describe('cyclonedx-xml', () => {
  it('says the same as the JSON', () => {
    expect(read(cyclonedxXml)).toEqual({ ...read(cyclonedxJson), specVersion: '1.4' });
  });

  it.each(['1.4', '1.5', '1.6', '1.7'])('reads version %s, with prefixes', (version) => {
    const component =
      '<b:component type="library"><b:name>a</b:name><b:purl>pkg:npm/a@1</b:purl></b:component>';
    const { specVersion, inventory } = bom(`<b:components>${component}</b:components>`, version);
    expect([specVersion, inventory.components.length, inventory.problems]).toEqual([version, 1, []]);
  });

  it('reads expressions, properties and compositions', () => {
    const { inventory } = bom(`
      <b:components><b:component type="library"><b:name>a</b:name><b:purl>pkg:npm/a@1</b:purl>
        <b:licenses><b:expression>MIT OR ISC</b:expression></b:licenses>
        <b:properties><b:property name="ironhull:path">/x</b:property></b:properties>
      </b:component></b:components>
      <b:compositions><b:composition><b:aggregate>incomplete</b:aggregate></b:composition></b:compositions>`);
    expect(inventory.components).toMatchObject([{ licence: 'MIT OR ISC', paths: ['/x'] }]);
    expect(inventory.problems).toHaveLength(1);
  });
});
