/** What an archive's file name says. */
export interface ArchiveName {
  readonly artifact: string;
  /** Null: the name has no version. */
  readonly version: string | null;
}

/** Ends of file names that tell builds of one version apart. */
const classifier =
  /[-.](?:sources|javadoc|tests?|all|shaded|uber|fat|exec|runner|plain|jar-with-dependencies|(?:linux|osx|windows)-[a-z0-9_]+)$/;
/** A snapshot's time is part of its version, and so is the number of a candidate: `1.0-20240101.120000-1`, `1.0-beta-2.2`. */
const dottedVersion = /(?<!\d-(?:alpha|beta|cr|m|rc))-v?(?!\d{8}\.\d{6}-)\d+\.\d/gi;

/** `guava-31.1-jre.jar`: the version is what follows the last hyphen before a dotted number, else before any number. */
export function archiveName(fileName: string): ArchiveName {
  const base = fileName.replace(/\.[a-z]+$/i, '').replace(classifier, '');
  const at = [...base.matchAll(dottedVersion)].at(-1)?.index ?? base.search(/(?!^)[-_.]v?\d/);
  if (at <= 0) return { artifact: base, version: null };
  return { artifact: base.slice(0, at), version: base.slice(at + 1).replace(/^v/, '') };
}
