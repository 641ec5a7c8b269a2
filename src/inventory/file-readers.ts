import { catalogers } from '../engine/catalogers/index.generated.js';
import { lockFiles } from '../engine/lock-files/index.generated.js';
import type { FileReader } from '../engine/model/file-reader.js';
import { observers } from '../engine/observers/index.generated.js';
import { sbomReaders } from '../engine/sboms/index.generated.js';
import { secretReader } from '../engine/secrets/secret-reader.js';

/** Everything that reads files while layers stream by. */
export const fileReaders: readonly FileReader[] = [...catalogers, ...observers, secretReader];

/** Raised when the way layers are read or merged changes as a whole. */
const format = 1;

/** Names the readers and their versions: what was read under another signature is read again. */
export const readersSignature = signatureOf(fileReaders);

/** The same of the readers of folders, and of those of bills of materials. */
export const lockFilesSignature = `source ${signatureOf(lockFiles)}`;
export const sbomsSignature = `sbom ${signatureOf(sbomReaders)}`;

function signatureOf(readers: readonly { readonly id: string; readonly version: number }[]): string {
  return [`format=${format}`, ...readers.map(({ id, version }) => `${id}=${version}`)].join(' ');
}
