import { parseToml, textAt } from '../text/documents.js';
import { lockFile } from './lock-file.js';
import { elementsAt, namedPackage } from './members.js';

/**
 * Cargo's `Cargo.lock` of versions 1 to 4 (https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html). Left
 * out: the project's own packages, which have no source. What comes from a repository counts at the version that its own
 * manifest states. The file does not say what is only for development.
 */
export const cargoLockFile = lockFile({
  ecosystem: 'crates.io',
  purlType: 'cargo',
  id: 'cargo',
  version: 1,
  isLockFile: (name) => name === 'Cargo.lock',
  *packages(content, problems) {
    for (const entry of elementsAt(parseToml(content), 'package', problems)) {
      const found = namedPackage(entry, problems);
      if (found && textAt(entry, 'source') !== null) yield found;
    }
  },
});
