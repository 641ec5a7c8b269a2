import type { Lineage, PomFile, PomFolder } from './pom-folder.js';
import type { PomDependency, PomSection } from './pom-model.js';
import { PomProperties } from './pom-properties.js';

/** More imports of imports are not followed. */
const mostImports = 50;

/** A section of a project or of one that it inherits from, and the file that it stands in. */
export interface PlacedSection {
  readonly section: PomSection;
  readonly file: PomFile;
}

/** What management says of a dependency. */
export interface Managed {
  /** As it is written; absent: it does not say. */
  readonly stated?: string | undefined;
  /** Null: it does not say, or what it says cannot be worked out. */
  readonly version: string | null;
  readonly scope: string | null;
}

/** A project as it is built with one of the profiles, or without any. */
export class PomContext {
  readonly properties: PomProperties;
  private explicit: Map<string, Managed> | null = null;
  private readonly imports: string[] = [];

  /**
   * @param sections The nearest first.
   * @param base The project `group:artifact:version` without profiles; null: it is not in the folder.
   */
  constructor(
    private readonly lineage: Lineage,
    readonly sections: readonly PlacedSection[],
    private readonly base: (coordinates: string) => PomContext | null,
  ) {
    const project = lineage.files[0]!.extract;
    const { parent } = project;
    const own = {
      ...project,
      ...(project.group === undefined && parent?.group !== undefined && { group: parent.group }),
      ...(project.version === undefined && parent?.version !== undefined && { version: parent.version }),
    };
    this.properties = new PomProperties(
      own,
      sections.map(({ section }) => section),
    );
  }

  /** The project's own version, worked out; null: it cannot be. */
  version(): string | null {
    return this.properties.resolve('${project.version}');
  }

  /** `group:artifact:type:classifier`; null: group or artifact cannot be worked out. */
  keyOf({ group, artifact, type = 'jar', classifier = '' }: PomDependency): string | null {
    const parts = [group, artifact, type, classifier].map((part) => this.properties.resolve(part));
    return parts.every((part) => part !== null) ? parts.join(':') : null;
  }

  /**
   * What the management of the project says, its own before what it imports, the first import first
   * (https://maven.apache.org/guides/introduction/introduction-to-dependency-mechanism.html#importing-dependencies).
   * Null: it says nothing, or a file that might say something else first is not in the folder.
   */
  managed(key: string): Managed | null {
    const found = this.search(key, new Set());
    return typeof found === 'string' ? null : found;
  }

  private search(key: string, asked: Set<PomContext>): Managed | 'absent' | 'open' {
    if (asked.has(this)) return 'absent';
    asked.add(this);
    if (asked.size > mostImports) return 'open';
    this.explicit ??= this.readManagement();
    const own = this.explicit.get(key);
    if (own) return own;
    if (this.lineage.missing !== null) return 'open';
    for (const coordinates of this.imports) {
      const found = this.base(coordinates)?.search(key, asked) ?? 'open';
      if (found !== 'absent') return found;
    }
    return 'absent';
  }

  private readManagement(): Map<string, Managed> {
    const explicit = new Map<string, Managed>();
    const resolve = (text: string | undefined) => this.properties.resolve(text);
    for (const entry of this.sections.flatMap(({ section }) => section.managed)) {
      const { group, artifact, version, scope } = entry;
      const key = this.keyOf(entry);
      if (scope === 'import')
        this.imports.push([group, artifact, version].map((part) => resolve(part) ?? '?').join(':'));
      else if (key !== null && !explicit.has(key))
        explicit.set(key, { stated: version, version: resolve(version), scope: resolve(scope) });
    }
    return explicit;
  }
}

/** The project without profiles, and with each of the profiles of its own or inherited, one at a time. */
export function sectionsOf({ files }: Lineage): PlacedSection[][] {
  const plain: PlacedSection[] = files.map((file) => ({ section: file.extract, file }));
  return [
    plain,
    ...files.flatMap((file, at) =>
      file.extract.profiles.map((section) => plain.toSpliced(at, 0, { section, file })),
    ),
  ];
}

/** The projects of a folder without profiles, each made once. */
export class BaseContexts {
  private readonly made = new Map<PomFile, PomContext>();

  constructor(private readonly folder: PomFolder) {}

  of(file: PomFile): PomContext {
    const known = this.made.get(file);
    if (known) return known;
    const lineage = this.folder.lineage(file);
    const context = new PomContext(lineage, sectionsOf(lineage)[0]!, this.find);
    this.made.set(file, context);
    return context;
  }

  /** Of `group:artifact:version`; null: it is not in the folder. */
  readonly find = (coordinates: string): PomContext | null => {
    const end = coordinates.lastIndexOf(':');
    const [name, version] = [coordinates.slice(0, end), coordinates.slice(end + 1)];
    const file = this.folder.named(name).find((candidate) => this.of(candidate).version() === version);
    return file ? this.of(file) : null;
  };
}
