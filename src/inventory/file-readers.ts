import { catalogers } from '../engine/catalogers/index.generated.js';
import type { FileReader } from '../engine/model/file-reader.js';
import { observers } from '../engine/observers/index.generated.js';

/** Everything that reads files while layers stream by. */
export const fileReaders: readonly FileReader[] = [...catalogers, ...observers];

/** Raised when the way layers are read or merged changes as a whole. */
const format = 1;

/** Names the readers and their versions: what was read under another signature is read again. */
export const readersSignature = [`format=${format}`]
  .concat(fileReaders.map((reader) => `${reader.id}=${reader.version}`))
  .join(' ');
