import { listOf, textAt, valueOf } from '../text/documents.js';
import { plainText } from '../text/text-lines.js';
import type { StatedPackage } from './sbom-reader.js';

/** A component's properties: the values of each name, in their order. */
export type Properties = ReadonlyMap<string, readonly string[]>;

const mostPaths = 50;
const longestPath = 4_096;

export function propertiesOf(holder: unknown): Properties {
  const properties = new Map<string, string[]>();
  for (const property of listOf(valueOf(holder, 'properties'))) {
    const name = textAt(property, 'name');
    const value = textAt(property, 'value');
    if (name === null || value === null) continue;
    const known = properties.get(name);
    if (known) known.push(value);
    else properties.set(name, [value]);
  }
  return properties;
}

/**
 * Where a component lies, which source it was built from, and what it is for: in properties of this service and of the
 * tools that say so (https://github.com/CycloneDX/cyclonedx-property-taxonomy).
 */
export function sightingOf(
  component: unknown,
  properties: Properties,
): Pick<StatedPackage, 'paths' | 'layer' | 'source' | 'isDevelopment'> {
  const first = (name: string) => properties.get(name)?.[0] ?? null;
  const paths = [
    ...(properties.get('ironhull:path') ?? []),
    ...(properties.get('syft:location:0:path') ?? []),
    ...(properties.get('aquasecurity:trivy:FilePath') ?? []),
    ...occurrencesOf(component),
  ];
  const layer =
    first('ironhull:layer') ?? first('syft:location:0:layerID') ?? first('aquasecurity:trivy:LayerDiffID');
  return {
    paths: pathsOf(paths),
    layer: layer !== null && /^sha256:[0-9a-f]{64}$/.test(layer) ? layer : null,
    source: sourceOf(first),
    isDevelopment:
      textAt(component, 'scope') === 'excluded' ||
      developmentNames.some((name) => first(name)?.toLowerCase() === 'true'),
  };
}

const developmentNames = [
  'ironhull:development',
  'cdx:npm:package:development',
  'cdx:composer:package:isDevRequirement',
] as const;

/** Absolute paths, sorted, each once. */
export function pathsOf(stated: readonly string[]): string[] {
  const absolute = stated
    .filter((path) => path.length <= longestPath)
    .slice(0, mostPaths)
    .map((path) => plainText(path.startsWith('/') ? path : `/${path}`, longestPath));
  return [...new Set(absolute)].sort();
}

function occurrencesOf(component: unknown): string[] {
  const occurrences = listOf(valueOf(valueOf(component, 'evidence'), 'occurrences'));
  return occurrences.slice(0, mostPaths).flatMap((occurrence) => textAt(occurrence, 'location') ?? []);
}

function sourceOf(first: (name: string) => string | null): StatedPackage['source'] {
  const name = first('aquasecurity:trivy:SrcName');
  const version = first('aquasecurity:trivy:SrcVersion');
  if (name === null || version === null) return null;
  const epoch = first('aquasecurity:trivy:SrcEpoch');
  const release = first('aquasecurity:trivy:SrcRelease');
  const start = epoch === null || epoch === '0' ? '' : `${epoch}:`;
  return { name, version: `${start}${version}${release === null ? '' : `-${release}`}` };
}
