import { UnreadableFileError } from '../model/file-reader.js';
import { quoted } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { lockFile } from './lock-file.js';

/** Named after the Gemfile: `Gemfile.next.lock`, `rails_7.gemfile.lock`; `gems.rb` has a name of its own. */
const fileName = /^(?:Gemfile(?:[._-][\w.-]+)?\.lock|[\w.-]+\.gemfile\.lock|gems\.locked)$/;
/** Sections of gems that are not the project's own. */
const sources: ReadonlySet<string> = new Set(['GEM', 'GIT', 'PLUGIN SOURCE']);
/** Sections without which no file is written. */
const marks: ReadonlySet<string> = new Set([...sources, 'DEPENDENCIES', 'PATH', 'PLATFORMS']);

/** `    nokogiri (1.15.4-x86_64-linux)`: what follows the hyphen is the platform that a gem is built for. */
const locked = /^ {4}([^\s()]+) \(([^\s()-]+)(?:-[^\s()]+)?\)$/;

/**
 * Bundler's `Gemfile.lock`, of other Gemfiles too, and `gems.locked`. Left out: gems in folders of the project
 * (`PATH`). What comes from a repository counts at the version that its own specification states. The file does not say
 * what is only for development.
 */
export const bundlerLockFile = lockFile({
  ecosystem: 'RubyGems',
  purlType: 'gem',
  id: 'bundler',
  version: 1,
  isLockFile: (name) => fileName.test(name),
  *packages(content, problems) {
    let section = '';
    let isLock = false;
    for (const { number, text } of textLines(content, problems)) {
      if (text.trim() === '') continue;
      if (!text.startsWith(' ')) {
        section = text.trimEnd();
        isLock ||= marks.has(section);
        if (!/^[A-Z][A-Z ]*$/.test(section)) problems.add(`line ${number} is no section: ${quoted(section)}`);
      } else if (sources.has(section) && /^ {4}\S/.test(text)) {
        const [, name, version] = locked.exec(text.trimEnd()) ?? [];
        if (name !== undefined && version !== undefined) yield { name, version };
        else problems.add(`line ${number} is no gem with its version: ${quoted(text.trim())}`);
      }
    }
    if (!isLock) throw new UnreadableFileError('the file has none of the sections that Bundler writes');
  },
});
