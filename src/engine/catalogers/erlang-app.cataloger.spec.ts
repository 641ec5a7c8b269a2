import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { erlangAppCataloger } from './erlang-app.cataloger.js';

const path = 'app/lib/jason-1.4.0/ebin/jason.app';
const read = (content: string) => readFile(erlangAppCataloger, path, content);

describe('erlangAppCataloger', () => {
  it('wants resource files', () => {
    expect(erlangAppCataloger.wants(path)).toBe(true);
    expect(erlangAppCataloger.wants('app/src/jason.app.src')).toBe(false);
    expect(erlangAppCataloger.wants('app/lib/jason.app')).toBe(false);
  });

  it('lists an application as a package of Hex', () => {
    const content = `%% made by mix
{application,jason,
             [{modules,['Elixir.Jason']},
              {applications,[kernel,stdlib,elixir]},
              {description,"A {vsn} of JSON"},
              {vsn, "1.4.0"}]}.`;
    const { extract } = read(content);
    const files = extract ? [{ path, layer: 'sha256:1', extract }] : [];
    expect(erlangAppCataloger.components(files, { osRelease: null, distribution: null })).toMatchObject([
      { ecosystem: 'Hex', name: 'jason', version: '1.4.0', purl: 'pkg:hex/jason@1.4.0', paths: [`/${path}`] },
    ]);
  });

  it('leaves out what comes with the languages', () => {
    expect(read('{application,ssl,[{vsn,"11.0"}]}.')).toEqual({ extract: null, problem: null });
    expect(read('{application, \'elixir\', [{vsn,"1.15"}]}.')).toEqual({ extract: null, problem: null });
  });

  it('says what is broken', () => {
    expect(read('[]').problem).toContain('does not begin with the name');
    expect(read('{application,a,[]}.').problem).toBe('the application "a" has no version that can be read');
  });
});
