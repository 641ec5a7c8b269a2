import { type Cataloger, UnreadableFileError } from '../model/file-reader.js';
import { textOf } from '../text/documents.js';
import { quoted } from '../text/read-problems.js';
import { foundComponents } from './found-components.js';
import { isLanguageText, languageComponent, type LanguagePackage } from './language-component.js';

const format = { ecosystem: 'Hex', purlType: 'hex' };

/** Applications of Erlang/OTP (https://www.erlang.org/doc/applications.html) and of Elixir, which Hex does not have. */
const ofLanguages: ReadonlySet<string> = new Set(
  `asn1 common_test compiler crypto debugger dialyzer diameter edoc eldap erl_docgen erl_interface erts et eunit ftp
   inets jinterface kernel megaco mnesia observer odbc os_mon parsetools public_key reltool runtime_tools sasl snmp ssh
   ssl stdlib syntax_tools tftp tools wx xmerl eex elixir ex_unit iex logger mix`.split(/\s+/),
);

/**
 * Applications in releases of Erlang and Elixir: the resource file of each
 * (https://www.erlang.org/doc/apps/kernel/app.html), a term of which only name and `vsn` are read.
 */
export const erlangAppCataloger: Cataloger<LanguagePackage> = {
  id: 'erlang-app',
  version: 1,
  maxBytes: 4 * 1024 * 1024,
  ecosystems: [format.ecosystem],
  wants: (path) => /(?:^|\/)ebin\/[^/]+\.app$/.test(path),
  extract(_path, content) {
    const text = textOf(content).replace(/^[ \t]*%.*$/gm, '');
    const [, name] = /^\s*\{\s*application\s*,\s*'?([a-z][A-Za-z0-9_@]*)'?\s*,/.exec(text) ?? [];
    if (!isLanguageText(name))
      throw new UnreadableFileError('it does not begin with the name of an application');
    if (ofLanguages.has(name)) return null;
    const [, version] = /\{\s*vsn\s*,\s*"([^"\\]*)"/.exec(text) ?? [];
    if (!isLanguageText(version))
      throw new UnreadableFileError(`the application ${quoted(name)} has no version that can be read`);
    const [, licences = ''] = /\{\s*licenses\s*,\s*\[([^\][]*)\]/.exec(text) ?? [];
    const named = [...licences.matchAll(/"([^"\\]+)"/g)].map(([, one]) => one);
    return { name, version, licence: named.length === 0 ? null : named.join(' OR ') };
  },
  components(files) {
    return foundComponents(
      files.map(({ path, layer, extract }) => ({
        component: languageComponent(extract, format),
        path,
        layer,
      })),
    );
  },
};
