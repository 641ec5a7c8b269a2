import { UnreadableFileError } from '../model/file-reader.js';
import type { ReadProblems } from '../text/read-problems.js';
import { childText, parseXml, type XmlElement, xmlText } from '../text/xml.js';

/** An item that speaks of packages, as it is written; plain JSON. */
export type PackageItem = {
  /**
   * `PackageReference`, `PackageVersion` (of a reference that states none), `GlobalPackageReference` (of every
   * project).
   */
  readonly kind: 'reference' | 'version' | 'global';
  readonly action: 'include' | 'update' | 'remove';
  /** One or several between semicolons, with `$(properties)`. */
  readonly names: string;
  readonly version?: string;
  /** A reference's own version in spite of the one that is managed for it. */
  readonly override?: string;
  readonly isConditional?: true;
};

/** A property, as it is written; plain JSON. */
export type ProjectProperty = {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
  /** Absent: always. `unset`: where nothing before sets it; `maybe`: on any other condition. */
  readonly when?: 'unset' | 'maybe';
};

/** What is kept of a file of MSBuild; plain JSON. */
export type ProjectFile = {
  readonly properties: readonly ProjectProperty[];
  readonly items: readonly PackageItem[];
  /** Paths, as they are written. */
  readonly imports: readonly string[];
};

const kinds: ReadonlyMap<string, PackageItem['kind']> = new Map([
  ['packagereference', 'reference'],
  ['packageversion', 'version'],
  ['globalpackagereference', 'global'],
]);
const actions = ['include', 'update', 'remove'] as const;

/** Elements that hold groups of properties and items. */
const holders: ReadonlySet<string> = new Set(['choose', 'when', 'otherwise', 'importgroup']);

/** An SDK that imports the versions of a repository, by the path that stands in it. */
const arcade = 'microsoft.dotnet.arcade.sdk';
const versionsOfArcade = '$(RepositoryEngineeringDir)Versions.props';

/** More properties, items and imports of one file together are not read. */
const mostEntries = 50_000;

/**
 * Reads a project of MSBuild or what projects import
 * (https://learn.microsoft.com/visualstudio/msbuild/msbuild-project-file-schema-reference): what of it decides on
 * packages of NuGet, as it is written. Targets, which run later, are passed over.
 * @throws UnreadableFileError when it is none
 */
export function readProject(content: Uint8Array, problems: ReadProblems): ProjectFile {
  const root = parseXml(xmlText(content, problems));
  if (root.name !== 'Project') throw new UnreadableFileError('the document is no project of MSBuild');
  const reading = new ProjectReading();
  reading.readHolder(root, false);
  if (reading.count > mostEntries)
    problems.add(`of its ${reading.count} properties and packages ${mostEntries} were read`);
  return { properties: reading.properties, items: reading.items, imports: reading.imports };
}

class ProjectReading {
  readonly properties: ProjectProperty[] = [];
  readonly items: PackageItem[] = [];
  readonly imports: string[] = [];
  count = 0;

  readHolder(holder: XmlElement, isConditional: boolean): void {
    for (const element of holder.children) {
      const name = element.name.toLowerCase();
      const isMaybe = isConditional || conditionOf(element) !== null || name === 'otherwise';
      if (holders.has(name)) this.readHolder(element, isMaybe);
      else if (name === 'propertygroup') this.readProperties(element, isMaybe);
      else if (name === 'itemgroup') this.readItems(element, isMaybe);
      else if (name === 'import') this.readImport(element);
    }
  }

  private readProperties(group: XmlElement, isConditional: boolean): void {
    for (const element of group.children) {
      if (!this.isRoomLeft()) return;
      const name = element.name.toLowerCase();
      const condition = conditionOf(element);
      const isForUnset =
        condition !== null && /^'\$\(([\w.-]+)\)'\s*==\s*''$/.exec(condition)?.[1]?.toLowerCase() === name;
      const when = isConditional || (condition !== null && !isForUnset) ? 'maybe' : 'unset';
      const isAlways = !isConditional && condition === null;
      this.properties.push({ name, value: element.text, ...(!isAlways && { when }) });
    }
  }

  private readItems(group: XmlElement, isConditional: boolean): void {
    for (const element of group.children) {
      const kind = kinds.get(element.name.toLowerCase());
      if (!kind) continue;
      for (const action of actions) {
        const names = attributeOf(element, action);
        const version = attributeOf(element, 'version') ?? childText(element, 'Version');
        const override = attributeOf(element, 'versionoverride') ?? childText(element, 'VersionOverride');
        // What an update says else is of no matter: `Update="@(PackageReference)" PrivateAssets="All"`.
        const isIdle = action === 'update' && version === null && override === null;
        if (names === null || isIdle || !this.isRoomLeft()) continue;
        this.items.push({
          kind,
          action,
          names,
          ...(version !== null && { version }),
          ...(override !== null && { override }),
          ...((isConditional || conditionOf(element) !== null) && { isConditional: true }),
        });
      }
    }
  }

  private readImport(element: XmlElement): void {
    const path = attributeOf(element, 'project');
    const [sdk] = attributeOf(element, 'sdk')?.split('/') ?? [];
    // What comes with an SDK is no file of the folder, but for what that one imports.
    const imported = sdk === undefined ? path : sdk.toLowerCase() === arcade ? versionsOfArcade : null;
    if (imported !== null && this.isRoomLeft()) this.imports.push(imported);
  }

  private isRoomLeft(): boolean {
    this.count += 1;
    return this.count <= mostEntries;
  }
}

function conditionOf(element: XmlElement): string | null {
  return attributeOf(element, 'condition');
}

/** The attribute of the name, in whichever case; null when there is none or it is empty. */
function attributeOf(element: XmlElement, name: string): string | null {
  for (const [key, value] of element.attributes) if (key.toLowerCase() === name) return value.trim() || null;
  return null;
}
