import { UnreadableFileError } from '../model/file-reader.js';
import type { ReadProblems } from '../text/read-problems.js';
import { childOf, childrenOf, childText, parseXml, type XmlElement, xmlText } from '../text/xml.js';

/** Coordinates as a `pom.xml` writes them, with `${properties}`; absent: it does not. Plain JSON. */
export type StatedCoordinates = {
  readonly group?: string;
  readonly artifact?: string;
  readonly version?: string;
};

export type PomDependency = StatedCoordinates & {
  readonly type?: string;
  readonly classifier?: string;
  readonly scope?: string;
};

/** What a project and each of its profiles may hold. */
export type PomSection = {
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly dependencies: readonly PomDependency[];
  /** What `dependencyManagement` says of dependencies that leave it out. */
  readonly managed: readonly PomDependency[];
};

/** What is kept of a `pom.xml`; plain JSON. */
export type Pom = StatedCoordinates &
  PomSection & {
    readonly packaging?: string;
    /** `relativePath` is empty where the parent is not looked for in the folder. */
    readonly parent: (StatedCoordinates & { readonly relativePath: string }) | null;
    /** Paths, those of profiles too. */
    readonly modules: readonly string[];
    /** Those that hold anything of a section. */
    readonly profiles: readonly PomSection[];
  };

/** More dependencies, properties and modules of one file together are not read. */
const mostEntries = 50_000;
/** The profiles of one file beyond these are not read. */
const mostProfiles = 50;

/**
 * Reads Maven's model of a project (https://maven.apache.org/ref/current/maven-model/maven.html), as it is written:
 * nothing is inherited or put in yet. Plugins, which only build, and reports are passed over.
 * @throws UnreadableFileError when it is none
 */
export function readPom(content: Uint8Array, problems: ReadProblems): Pom {
  const root = parseXml(xmlText(content, problems));
  if (root.name !== 'project') throw new UnreadableFileError('the document is no project of Maven');
  const reading = new PomReading(problems);
  const profiles = childrenOf(childOf(root, 'profiles'), 'profile');
  if (profiles.length > mostProfiles)
    problems.add(`of its ${profiles.length} profiles ${mostProfiles} were read`);
  const read = profiles.slice(0, mostProfiles);
  const packaging = childText(root, 'packaging');
  return {
    ...coordinatesOf(root),
    ...(packaging !== null && { packaging }),
    ...reading.section(root),
    parent: parentOf(root),
    modules: [root, ...read].flatMap((one) => reading.modules(one)),
    profiles: read.map((one) => reading.section(one)).filter(holdsAny),
  };
}

function holdsAny({ properties, dependencies, managed }: PomSection): boolean {
  return properties.length + dependencies.length + managed.length > 0;
}

/** Counts what it reads of one file. */
class PomReading {
  private left = mostEntries;

  constructor(private readonly problems: ReadProblems) {}

  section(holder: XmlElement): PomSection {
    const managed = childOf(holder, 'dependencyManagement');
    return {
      properties: this.some(childOf(holder, 'properties')?.children ?? []).map(
        ({ name, text }) => [name, text] as const,
      ),
      dependencies: this.dependencies(holder),
      managed: managed ? this.dependencies(managed) : [],
    };
  }

  /** Maven 4 calls them subprojects. */
  modules(holder: XmlElement): string[] {
    const lists = [childrenOf(childOf(holder, 'modules'), 'module')];
    lists.push(childrenOf(childOf(holder, 'subprojects'), 'subproject'));
    return this.some(lists.flat())
      .map(({ text }) => text)
      .filter((text) => text !== '');
  }

  private dependencies(holder: XmlElement): PomDependency[] {
    return this.some(childrenOf(childOf(holder, 'dependencies'), 'dependency')).map((one) => ({
      ...coordinatesOf(one),
      ...textsOf(one, { type: 'type', classifier: 'classifier', scope: 'scope' }),
    }));
  }

  private some<Entry>(entries: readonly Entry[]): readonly Entry[] {
    if (entries.length <= this.left) {
      this.left -= entries.length;
      return entries;
    }
    this.problems.add(`it has more than ${mostEntries} dependencies, properties and modules`);
    const read = entries.slice(0, this.left);
    this.left = 0;
    return read;
  }
}

function coordinatesOf(holder: XmlElement): StatedCoordinates {
  return textsOf(holder, { group: 'groupId', artifact: 'artifactId', version: 'version' });
}

/** The texts of the children that are there, by what they are called here. */
function textsOf<Name extends string>(
  holder: XmlElement,
  names: Readonly<Record<Name, string>>,
): Partial<Record<Name, string>> {
  const texts: Partial<Record<Name, string>> = {};
  for (const name of Object.keys(names) as Name[]) {
    const text = childText(holder, names[name]);
    if (text !== null) texts[name] = text;
  }
  return texts;
}

function parentOf(root: XmlElement): Pom['parent'] {
  const parent = childOf(root, 'parent');
  if (!parent) return null;
  return { ...coordinatesOf(parent), relativePath: childOf(parent, 'relativePath')?.text ?? '../pom.xml' };
}
