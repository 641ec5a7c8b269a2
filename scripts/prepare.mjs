// What npm runs after an installation, and whenever `npx ironhull` is called in the checkout for the first time: builds,
// unless what is built is of these very sources.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['src', 'migrations', 'scripts'];
const files = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
const mark = join(root, 'dist', 'sources.sha256');

const digest = await digestOfSources();
const built = await readFile(mark, 'utf8').catch(() => null);
if (built !== digest) {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
  await writeFile(mark, digest);
}

async function digestOfSources() {
  const hash = createHash('sha256');
  const listed = await Promise.all(
    folders.map((folder) => readdir(join(root, folder), { recursive: true, withFileTypes: true })),
  );
  const paths = listed
    .flat()
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const path of [...files.map((name) => join(root, name)), ...paths.sort()])
    hash
      .update(path)
      .update('\0')
      .update(await readFile(path))
      .update('\0');
  return hash.digest('hex');
}
