import type { Pom, PomSection } from './pom-model.js';

/** Longer values are not put in. */
const longestValue = 1_024;
const longestName = 200;
/** Properties that name properties. */
const deepest = 50;

/**
 * What `${…}` stands for in a project: its coordinates, then the properties of the sections, the first that has one
 * first (https://maven.apache.org/ref/current/maven-model-builder/#Model_Interpolation). The machine's own properties
 * and the environment are not known.
 */
export class PomProperties {
  private readonly stated = new Map<string, string>();
  private readonly values = new Map<string, string | null>();

  /** @param project With its inherited coordinates. */
  constructor(
    project: Pick<Pom, 'group' | 'artifact' | 'version' | 'parent'>,
    sections: readonly PomSection[],
  ) {
    const { parent } = project;
    const coordinates = coordinateEntries('', project);
    for (const [name, value] of [...coordinates, ...coordinateEntries('parent.', parent ?? {})])
      for (const prefix of ['project.', 'pom.']) this.add(`${prefix}${name}`, value);
    for (const { properties } of sections)
      // Of one section the last one stands.
      for (const [name, value] of properties.toReversed()) this.add(name, value);
    // Without a prefix they are the last that counts.
    for (const [name, value] of coordinates) this.add(name, value);
  }

  /** Null: something in it is not known, leads back to itself, or is too long. */
  resolve(text: string | undefined): string | null {
    return text === undefined ? null : this.put(text, 0);
  }

  private add(name: string, value: string | undefined): void {
    if (value !== undefined && !this.stated.has(name)) this.stated.set(name, value);
  }

  private put(text: string, depth: number): string | null {
    if (text.length > longestValue) return null;
    let result = '';
    let end = 0;
    for (let start = text.indexOf('${'); start !== -1; start = text.indexOf('${', end)) {
      const close = text.indexOf('}', start);
      const value = close === -1 ? null : this.valueOf(text.slice(start + 2, close), depth);
      if (value === null) return null;
      result += text.slice(end, start) + value;
      if (result.length > longestValue) return null;
      end = close + 1;
    }
    return result + text.slice(end);
  }

  /** Each is worked out once; what is being worked out has no value yet. */
  private valueOf(name: string, depth: number): string | null {
    const known = this.values.get(name);
    if (known !== undefined) return known;
    const stated = this.stated.get(name);
    if (stated === undefined || name.length > longestName || depth >= deepest) return null;
    this.values.set(name, null);
    const value = this.put(stated, depth + 1);
    this.values.set(name, value);
    return value;
  }
}

function coordinateEntries(
  prefix: string,
  { group, artifact, version }: Pick<Pom, 'group' | 'artifact' | 'version'>,
): [string, string | undefined][] {
  return [
    [`${prefix}groupId`, group],
    [`${prefix}artifactId`, artifact],
    [`${prefix}version`, version],
  ];
}
