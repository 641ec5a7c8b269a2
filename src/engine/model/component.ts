/** A distinct package at a distinct version, whichever target contains it. */
export interface Component {
  /** OSV ecosystem, with its release where the ecosystem has one: `Debian:12`, `Alpine:v3.18`, `npm`. */
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  /** As the package's own database writes it: `amd64`, `all`, `x86_64`; null where packages have none. */
  readonly architecture: string | null;
  /** Package URL (https://github.com/package-url/purl-spec). The component's identity. */
  readonly purl: string;
  /** The source package it was built from; distributions' advisories speak of this one. Null: the same as the package. */
  readonly source: { readonly name: string; readonly version: string } | null;
  /** SPDX expression or the text the package states; null when it states none. */
  readonly licence: string | null;
}

/** A component as one target holds it. */
export interface FoundComponent extends Component {
  /** Absolute paths of the files that say the package is there, sorted; empty when a document does not say. */
  readonly paths: readonly string[];
  /** Diff id (`sha256:…`) of the layer that brought it; null where there are no layers. */
  readonly layer: string | null;
  /** Only needed to develop or to test what it is found in; a lock file says so. */
  readonly isDevelopment: boolean;
  /** Package URL of the one program that all its files are; null or absent: they are none, of several, or not known. */
  readonly program?: string | null;
}
