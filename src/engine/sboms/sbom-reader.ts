import type { SbomSubject } from '../model/facts.js';
import type { DocumentObject } from '../text/documents.js';
import type { XmlElement } from '../text/xml.js';

/** A document that may be a bill of materials, taken apart as far as its syntax is known. */
export type SbomDocument =
  | { readonly syntax: 'json'; readonly root: DocumentObject }
  | { readonly syntax: 'xml'; readonly root: XmlElement }
  | { readonly syntax: 'text'; readonly text: string };

/** A package as a document states it. */
export interface StatedPackage {
  /** Where in the document: `components[3]`. */
  readonly where: string;
  /** With its group or scope; empty when none is stated. */
  readonly name: string;
  readonly version: string | null;
  readonly purl: string | null;
  readonly licence: string | null;
  /** The source package a distribution's package was built from, where the document states it beside the package URL. */
  readonly source: { readonly name: string; readonly version: string } | null;
  readonly paths: readonly string[];
  readonly layer: string | null;
  readonly isDevelopment: boolean;
}

/** An operating system that a document names. */
export interface StatedDistribution {
  readonly id: string;
  readonly versionId: string | null;
}

/** What a document states, not yet understood. */
export interface StatedSbom {
  readonly format: string;
  readonly specVersion: string | null;
  readonly subject: SbomSubject | null;
  /** For packages of a distribution whose package URL does not name one. */
  readonly distribution: StatedDistribution | null;
  readonly packages: readonly StatedPackage[];
  /** What could not be read, and what the document itself says is missing; `path` is a place in the document. */
  readonly problems: readonly { readonly path: string; readonly detail: string }[];
}

/** Reads one format of bills of materials. Pure. */
export interface SbomReader {
  /** Unique, kebab-case; equal to the file's name. */
  readonly id: string;
  /** Raised when the same document gives something else. */
  readonly version: number;
  wants(document: SbomDocument): boolean;
  /** @throws UnreadableFileError when nothing of the document can be read */
  read(document: SbomDocument): StatedSbom;
}

/** More packages than this in one document are not read. */
export const mostStated = 200_000;
