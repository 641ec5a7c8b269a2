import { posix } from 'node:path';
import { UnreadableFileError } from '../model/file-reader.js';
import { quoted, type ReadProblems } from '../text/read-problems.js';
import { textLines } from '../text/text-lines.js';
import { type Gemfile, gemfile } from './gemfile.js';
import type { LockedNode } from './locked-graph.js';
import { projectLockFile } from './project-lock-file.js';

/** Named after the Gemfile: `Gemfile.next.lock`, `rails_7.gemfile.lock`; `gems.rb` has a name of its own. */
const fileName = /^(?:Gemfile(?:[._-][\w.-]+)?\.lock|[\w.-]+\.gemfile\.lock|gems\.locked)$/;
const projectName = /^(?!.*\.lock)(?:Gemfile(?:[._-][\w.-]+)?|[\w.-]+\.gemfile|gems\.rb)$/;
/** Sections of gems that are not the project's own. */
const sources: ReadonlySet<string> = new Set(['GEM', 'GIT', 'PLUGIN SOURCE']);
/** Sections without which no file is written. */
const marks: ReadonlySet<string> = new Set([...sources, 'DEPENDENCIES', 'PATH', 'PLATFORMS']);
/** The node that needs what the project asks for. */
const own = 'own dependencies';

/** `    nokogiri (1.15.4-x86_64-linux)`: what follows the hyphen is the platform that a gem is built for. */
const locked = /^ {4}([^\s()]+) \(([^\s()-]+)(?:-[^\s()]+)?\)$/;

/**
 * Bundler's `Gemfile.lock`, of other Gemfiles too, and `gems.locked`. Left out: gems in folders of the project
 * (`PATH`). What comes from a repository counts at the version that its own specification states. Only for development is
 * what alone leads to that the Gemfile beside the file has in the groups `development` and `test`, or the project's own
 * gem for those who work on it.
 */
export const bundlerLockFile = projectLockFile<Gemfile>({
  ecosystem: 'RubyGems',
  purlType: 'gem',
  id: 'bundler',
  version: 2,
  isLockFile: (name) => fileName.test(name),
  nodes: (content, problems) => nodesOf(content, problems),
  isProjectFile: (name) => projectName.test(name),
  project: gemfile,
  projectsOf(lockFile, nearest) {
    const folder = posix.dirname(lockFile);
    const name = posix.basename(lockFile) === 'gems.locked' ? 'gems.rb' : posix.basename(lockFile, '.lock');
    const path = posix.join(folder, name);
    return nearest.includes(path) ? [path] : [];
  },
  asked([project], nodes) {
    if (!project) return null;
    const development = new Set(project.development);
    const named = new Set([...project.needed, ...development]);
    const isOwn = new Set(nodes.flatMap((node) => (node.package ? [] : node.names)));
    const isForDevelopment = (name: string) =>
      development.has(name) || (project.hasOnlyGemspec && !named.has(name) && !isOwn.has(name));
    const all = nodes.find(({ names: [name] }) => name === own)?.needs ?? [];
    return {
      needed: all.filter((name) => !isForDevelopment(name)),
      development: all.filter(isForDevelopment),
    };
  },
});

/** A gem and, deeper, what it needs, `      racc (~> 1.4)`; in a section of its own what the project asks for. */
function* nodesOf(content: Uint8Array, problems: ReadProblems): Generator<LockedNode> {
  const asked: string[] = [];
  let section = '';
  let isLock = false;
  let gem: (LockedNode & { needs: string[] }) | null = null;
  for (const { number, text } of textLines(content, problems)) {
    if (text.trim() === '') continue;
    const isSpecification = /^ {4}\S/.test(text) && (sources.has(section) || section === 'PATH');
    if ((isSpecification || !text.startsWith(' ')) && gem) {
      yield gem;
      gem = null;
    }
    if (!text.startsWith(' ')) {
      section = text.trimEnd();
      isLock ||= marks.has(section);
      if (!/^[A-Z][A-Z ]*$/.test(section)) problems.add(`line ${number} is no section: ${quoted(section)}`);
    } else if (isSpecification) {
      const [, name, version] = locked.exec(text.trimEnd()) ?? [];
      if (name !== undefined && version !== undefined)
        gem = { package: section === 'PATH' ? null : { name, version }, names: [name], needs: [] };
      else if (section !== 'PATH')
        problems.add(`line ${number} is no gem with its version: ${quoted(text.trim())}`);
    } else {
      const [, space, name] = /^( {2}| {6})([^\s()!]+)/.exec(text) ?? [];
      if (space === undefined || name === undefined) continue;
      if (section === 'DEPENDENCIES' && space.length === 2) asked.push(name);
      else if (space.length === 6) gem?.needs.push(name);
    }
  }
  if (gem) yield gem;
  if (!isLock) throw new UnreadableFileError('the file has none of the sections that Bundler writes');
  yield { package: null, names: [own], needs: asked };
}
