import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';

/** What a peer does with an archive: it lists packages, or it matches them against advisories as well. */
export type PeerWork = 'inventory' | 'matching';

/** A run of a peer. */
export type PeerRun = Pick<Peer, 'name' | 'work' | 'does'> &
  (
    | { readonly seconds: number }
    /** It is on PATH, but does not do it. */
    | { readonly refusal: string }
  );

interface Command {
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Peer {
  readonly name: string;
  readonly work: PeerWork;
  /** What it is asked to do, so that the numbers can be read for what they are. */
  readonly does: string;
  /** Exit codes of a scan that was done. */
  readonly success: readonly number[];
  /** `folder` is empty, its own, and removed afterwards. Null: it needs advisories, and there are none for it. */
  command(archive: string, folder: string, advisories: string | null): Promise<Command | null>;
}

/** Nothing of them is fetched, and none has a cache of layers from before. */
const peers: readonly Peer[] = [
  {
    name: 'syft',
    work: 'inventory',
    does: 'lists packages; the digests of their files, which it would add, are turned off',
    success: [0],
    command: async (archive, folder) => ({
      args: ['scan', '-q', archive, '-o', 'syft-json'],
      environment: {
        SYFT_CHECK_FOR_APP_UPDATE: 'false',
        SYFT_CACHE_DIR: folder,
        SYFT_FILE_METADATA_SELECTION: 'none',
      },
    }),
  },
  {
    name: 'trivy',
    work: 'inventory',
    does: 'lists packages (CycloneDX); OCI archives are unpacked for it before; no database for Java',
    success: [0],
    command: async (archive, folder) => ({
      args: ['image', '-q', '--input', await asTrivyTakes(archive, folder), '--format', 'cyclonedx'],
      environment: {
        TRIVY_CACHE_DIR: folder,
        TRIVY_OFFLINE_SCAN: 'true',
        TRIVY_SKIP_DB_UPDATE: 'true',
        TRIVY_SKIP_JAVA_DB_UPDATE: 'true',
        TRIVY_SKIP_VERSION_CHECK: 'true',
        TRIVY_DISABLE_TELEMETRY: 'true',
        TRIVY_TIMEOUT: '60m',
      },
    }),
  },
  {
    name: 'osv-scanner',
    work: 'matching',
    does: 'lists packages and matches them, offline, against the same files of OSV',
    // 1: it found vulnerabilities.
    success: [0, 1],
    command: async (archive, folder, advisories) => {
      if (advisories === null) return null;
      await linkDatabases(advisories, join(folder, 'osv-scalibr'));
      return {
        args: ['scan', 'image', '--archive', archive, '--offline', '--format', 'json'],
        environment: {
          OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: folder,
          OSV_SCALIBR_LOCAL_DB_CACHE_DIRECTORY: folder,
        },
      };
    },
  },
  {
    // Its database is its own: it is measured where it has been fetched before.
    name: 'grype',
    work: 'matching',
    does: 'lists packages and matches them against a database of its own, which holds other records',
    success: [0],
    command: async (archive) => ({
      args: [archive, '-o', 'json'],
      environment: {
        GRYPE_CHECK_FOR_APP_UPDATE: 'false',
        GRYPE_DB_AUTO_UPDATE: 'false',
        GRYPE_DB_VALIDATE_AGE: 'false',
      },
    }),
  },
];

/**
 * Has every peer on PATH scan the archive once, one after the other.
 * @param advisories a folder of OSV's bulk files, `<ecosystem>/all.zip`, for peers that match against them.
 */
export async function runPeers(
  archive: string,
  advisories: string | null,
  tell: (line: string) => void,
): Promise<PeerRun[]> {
  const runs: PeerRun[] = [];
  for (const peer of peers) {
    if (!(await isOnPath(peer.name))) continue;
    tell(`${peer.name} scans the archive`);
    const folder = await mkdtemp(join(tmpdir(), 'ironhull-peer-'));
    try {
      const { name, work, does } = peer;
      runs.push({ name, work, does, ...(await run(peer, resolve(archive), folder, advisories)) });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return runs;
}

type Outcome = { readonly seconds: number } | { readonly refusal: string };

async function run(peer: Peer, archive: string, folder: string, advisories: string | null): Promise<Outcome> {
  const command = await peer.command(archive, folder, advisories);
  if (!command) return { refusal: 'it was given no advisories' };
  const start = performance.now();
  const child = spawn(peer.name, command.args, {
    env: { ...process.env, ...command.environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let lastLine = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastLine = stripVTControlCharacters(text).trim().split('\n').at(-1) ?? lastLine;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - start) / 1000;
  if (code !== null && peer.success.includes(code)) return { seconds };
  return { refusal: lastLine === '' ? `it ended with ${code}` : lastLine.slice(0, 200) };
}

async function isOnPath(name: string): Promise<boolean> {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (folder !== '' && (await access(join(folder, name), constants.X_OK).then(isSo, isNotSo))) return true;
  }
  return false;
}

const isSo = () => true;
const isNotSo = () => false;

const execute = promisify(execFile);

/** An OCI archive that no `docker save` made, unpacked; any other archive as it is. */
async function asTrivyTakes(archive: string, folder: string): Promise<string> {
  const layout = join(folder, 'layout');
  try {
    const { stdout } = await execute('tar', ['-tf', archive], { maxBuffer: 2 ** 26 });
    const names = stdout.split('\n').map((name) => name.replace(/^\.\//, ''));
    if (names.includes('manifest.json') || !names.includes('index.json')) return archive;
    await mkdir(layout);
    await execute('tar', ['-xf', archive, '-C', layout]);
    return layout;
  } catch {
    // It says itself what it does not take.
    return archive;
  }
}

async function linkDatabases(advisories: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const entry of await readdir(advisories, { withFileTypes: true })) {
    if (entry.isDirectory()) await symlink(resolve(advisories, entry.name), join(folder, entry.name));
  }
}
