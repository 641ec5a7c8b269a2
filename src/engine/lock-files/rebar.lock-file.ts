import type { LanguagePackage } from '../catalogers/language-component.js';
import { UnreadableFileError } from '../model/file-reader.js';
import { textOf } from '../text/documents.js';
import { quoted } from '../text/read-problems.js';
import { hexFormat } from './hex-format.js';
import { lockFile } from './lock-file.js';

/** `{<<"cowboy">>,{pkg,<<"cowboy">>,<<"2.9.0">>},0}`: what is after the source is read for packages only. */
const entry =
  /\{\s*<<"([^"]*)"(?:\/utf8)?>>\s*,\s*\{\s*([a-z_]\w*)\s*,(?:\s*<<"([^"]*)">>\s*,\s*<<"([^"]*)">>\s*[,}])?/g;

/** Sources of which the file states no version. */
const withoutVersion: ReadonlySet<string> = new Set(['git', 'git_subdir', 'hg']);

/**
 * The `rebar.lock` of Erlang's Rebar3 (https://rebar3.org/docs/configuration/dependencies/#lock-files). Left out: what
 * comes from a repository, of which the file states no version. It does not say what is only for development.
 */
export const rebarLockFile = lockFile({
  ...hexFormat,
  id: 'rebar',
  version: 1,
  isLockFile: (name) => name === 'rebar.lock',
  *packages(content, problems): Generator<LanguagePackage> {
    const text = textOf(content).trim();
    if (!/^(?:\{\s*"|\[)/.test(text)) throw new UnreadableFileError('the file is no list of Erlang');
    if (!text.endsWith('].') && !text.endsWith('}.')) problems.add('the file has no end');
    for (const [, key = '', source = '', name, version] of text.matchAll(entry)) {
      if (withoutVersion.has(source)) continue;
      if (source === 'pkg' && name !== undefined && version !== undefined) yield { name, version };
      else problems.add(`${quoted(key)} has no source that is known`);
    }
  },
});
