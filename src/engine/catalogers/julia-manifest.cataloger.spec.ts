import { describe, expect, it } from 'vitest';
import { readFile } from '../../../test/support/read-file.js';
import { juliaManifestCataloger } from './julia-manifest.cataloger.js';

const path = 'root/.julia/environments/v1.9/Manifest.toml';
const json = '682c06a0-de6a-54ab-a142-c8b1cf79cde6';
const current = `julia_version = "1.9.0"
manifest_format = "2.0"

[[deps.Dates]]
deps = ["Printf"]
uuid = "ade2ca70-3891-5945-98fb-dc099432e06a"

[[deps.JSON]]
git-tree-sha1 = "31e996f0a15c7b280ba9f76636b3ff9e2ae58c9a"
uuid = "${json}"
version = "0.21.4"

[[deps.LibCURL_jll]]
uuid = "deac9b47-8bc7-5906-a0fe-35ac56dc84c0"
version = "7.84.0+0"
`;
const old = `[[JSON]]\nuuid = "${json}"\nversion = "0.21.1"\n`;
const read = (content: string) => readFile(juliaManifestCataloger, path, content);

describe('juliaManifestCataloger', () => {
  it.each([
    [path, true],
    ['app/Manifest.toml', true],
    ['app/JuliaManifest.toml', true],
    ['app/Manifest-v1.11.toml', true],
    ['root/.julia/packages/JSON/93Ea8/test/Manifest.toml', false],
    ['app/Project.toml', false],
  ])('of %s: wanted %s', (candidate, isWanted) => {
    expect(juliaManifestCataloger.wants(candidate)).toBe(isWanted);
  });

  it('lists what has a version', () => {
    const { extract } = read(current);
    const files = extract ? [{ path, layer: 'sha256:1', extract }] : [];
    expect(
      juliaManifestCataloger
        .components(files, { osRelease: null, distribution: null })
        .map(({ ecosystem, purl }) => [ecosystem, purl]),
    ).toEqual([
      ['Julia', `pkg:julia/JSON@0.21.4?uuid=${json}`],
      ['Julia', 'pkg:julia/LibCURL_jll@7.84.0%2B0?uuid=deac9b47-8bc7-5906-a0fe-35ac56dc84c0'],
    ]);
  });

  it('reads manifests of before Julia 1.7', () => {
    expect(read(old).extract).toEqual([{ name: 'JSON', version: '0.21.1', uuid: json }]);
  });

  it('leaves manifests of others alone, and says what is broken', () => {
    expect(read('[package]\nname = "a"\nversion = "1"\n')).toEqual({ extract: null, problem: null });
    expect(read('[[').problem).toContain('no TOML');
    expect(
      read(
        `[[deps.JSON]]\nuuid = "u"\nversion = "0 1"\n[x]\n`.replace(
          '[[deps.',
          'manifest_format = "2.0"\n[[deps.',
        ),
      ),
    ).toEqual({
      extract: [],
      problem: 'the package "JSON" has no name and version',
    });
  });
});
