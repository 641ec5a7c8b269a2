import { UnreadableFileError } from '../model/file-reader.js';
import { childOf, childrenOf, childText, type XmlElement } from '../text/xml.js';
import { statedByCyclonedx } from './cyclonedx.js';
import type { SbomReader } from './sbom-reader.js';

const namespace = 'http://cyclonedx.org/schema/bom/';

/** CycloneDX as XML (https://cyclonedx.org/docs/1.7/xml/), read in the form of its JSON. */
export const cyclonedxXmlSbom: SbomReader = {
  id: 'cyclonedx-xml',
  version: 4,
  wants: (document) => document.syntax === 'xml' && isBom(document.root),
  read(document) {
    if (document.syntax !== 'xml') throw new UnreadableFileError('the document is no XML');
    const { root } = document;
    const metadata = childOf(root, 'metadata');
    const subject = metadata && childOf(metadata, 'component');
    return statedByCyclonedx({
      specVersion: root.namespace.slice(namespace.length),
      metadata: {
        component: subject && componentOf(subject),
        properties: metadata && propertiesOf(metadata),
      },
      components: componentsOf(root),
      compositions: childrenOf(childOf(root, 'compositions'), 'composition').map((composition) => ({
        aggregate: childText(composition, 'aggregate'),
      })),
    });
  },
};

function isBom({ name, namespace: uri }: XmlElement): boolean {
  return name === 'bom' && uri.startsWith(namespace);
}

function componentsOf(holder: XmlElement): object[] {
  return childrenOf(childOf(holder, 'components'), 'component').map(componentOf);
}

/** The depth is bounded by that of the document. */
function componentOf(element: XmlElement): object {
  const evidence = childOf(element, 'evidence');
  const occurrences = evidence && childOf(evidence, 'occurrences');
  return {
    type: element.attributes.get('type'),
    group: childText(element, 'group'),
    name: childText(element, 'name'),
    version: childText(element, 'version'),
    scope: childText(element, 'scope'),
    purl: childText(element, 'purl'),
    licenses: licencesOf(element),
    properties: propertiesOf(element),
    evidence: {
      occurrences: childrenOf(occurrences, 'occurrence').map((occurrence) => ({
        location: childText(occurrence, 'location'),
      })),
    },
    components: componentsOf(element),
  };
}

function licencesOf(element: XmlElement): object[] {
  const choices = childOf(element, 'licenses');
  return (choices?.children ?? []).map((choice) =>
    choice.name === 'expression'
      ? { expression: choice.text }
      : { license: { id: childText(choice, 'id'), name: childText(choice, 'name') } },
  );
}

function propertiesOf(holder: XmlElement): object[] {
  return childrenOf(childOf(holder, 'properties'), 'property').map(({ attributes, text }) => ({
    name: attributes.get('name'),
    value: text,
  }));
}
