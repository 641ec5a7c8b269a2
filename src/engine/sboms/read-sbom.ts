import { ecosystemsOf } from '../catalogers/found-components.js';
import type { Component, FoundComponent } from '../model/component.js';
import type { FactProblem, SbomFacts } from '../model/facts.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { digestOf } from '../policy/canonical-json.js';
import { isObject, parseJsonText, textOf } from '../text/documents.js';
import { quoted } from '../text/read-problems.js';
import { parseXml } from '../text/xml.js';
import { sbomReaders } from './index.generated.js';
import { attestedDocument } from './attested-document.js';
import { identify } from './purl-ecosystem.js';
import type { SbomDocument, StatedPackage, StatedSbom } from './sbom-reader.js';

/** Longer documents are not read: all of one is in memory at once. */
const mostMebibytes = 256;

/** So many problems are named, the others counted. */
const namedProblems = 200;

/**
 * Reads a bill of materials of any known format, by itself or in an attestation. A package that nothing can be known of
 * becomes a problem, and so does a document without packages: what is not known is never taken for clean.
 * @throws UnreadableFileError when it is none
 */
export function readSbom(content: Uint8Array): SbomFacts {
  if (content.length > mostMebibytes * 2 ** 20) {
    throw new UnreadableFileError(`the document has more than ${mostMebibytes} MiB`);
  }
  const document = documentOf(textOf(content));
  const reader = sbomReaders.find((candidate) => candidate.wants(document));
  if (!reader) {
    const known = 'CycloneDX (JSON, XML) or SPDX 2 (JSON, tag-value)';
    throw new UnreadableFileError(`the document is no bill of materials that is known: neither ${known}`);
  }
  return factsOf(reader.read(document));
}

/** @param isAttested It was taken out of an attestation: none of its own is looked for. */
function documentOf(text: string, isAttested = false): SbomDocument {
  const start = /^\s*/.exec(text)![0].length;
  if (text[start] === '<') return { syntax: 'xml', root: parseXml(text) };
  if (text[start] !== '{') return { syntax: 'text', text };
  const root = parseJsonText(text, 'the document');
  if (!isObject(root)) throw new UnreadableFileError('the document is no object');
  const attested = isAttested ? null : attestedDocument(root);
  if (typeof attested === 'string') return documentOf(attested, true);
  return { syntax: 'json', root: attested ?? root };
}

function factsOf({ format, specVersion, subject, distribution, packages, problems }: StatedSbom): SbomFacts {
  const found: { component: Component; stated: StatedPackage }[] = [];
  const notCovered: FactProblem[] = [];
  for (const stated of packages) {
    const identified = identify(stated, distribution);
    if ('component' in identified) found.push({ component: identified.component, stated });
    else {
      const name = stated.name === '' ? 'a package' : `the package ${quoted(stated.name)}`;
      const detail = `${name} ${identified.problem}: its flaws are not known`;
      notCovered.push({ path: stated.where, layer: null, detail });
    }
  }
  const own = problems.map(({ path, detail }) => ({ path, layer: null, detail }));
  if (packages.length === 0) own.push({ path: '', layer: null, detail: 'The document lists no packages' });
  const components = merged(found);
  const inventory = {
    ecosystems: ecosystemsOf(components),
    components,
    problems: [...own, ...summed(notCovered)],
  };
  return {
    kind: 'sbom',
    digest: digestOf({ kind: 'sbom', subject, inventory }),
    format,
    specVersion,
    subject,
    inventory,
  };
}

function summed(problems: readonly FactProblem[]): FactProblem[] {
  const rest = problems.length - namedProblems;
  if (rest <= 0) return [...problems];
  const detail = `Of ${rest} more packages the flaws are not known`;
  return [...problems.slice(0, namedProblems), { path: '', layer: null, detail }];
}

/** Each component once, by package URL; for development only when it is wherever it is stated. */
function merged(found: readonly { component: Component; stated: StatedPackage }[]): FoundComponent[] {
  const byIdentity = new Map<string, FoundComponent & { paths: string[]; isDevelopment: boolean }>();
  for (const { component, stated } of found) {
    const identity = `${component.purl}\n${JSON.stringify(component)}`;
    const { layer, isDevelopment } = stated;
    const known = byIdentity.get(identity);
    if (!known) byIdentity.set(identity, { ...component, paths: [...stated.paths], layer, isDevelopment });
    else {
      known.paths = [...new Set([...known.paths, ...stated.paths])].sort();
      known.isDevelopment &&= isDevelopment;
    }
  }
  return [...byIdentity].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, component]) => component);
}
