// Makes the built command line runnable: `npx ironhull` in the checkout finds it in node_modules/.bin.
import { chmod, mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'dist', 'src', 'cli.js');
const link = join(root, 'node_modules', '.bin', 'ironhull');

const text = await readFile(program, 'utf8').catch(() => null);
if (!text?.startsWith('#!/usr/bin/env node\n')) {
  console.error(
    `${program} is missing or does not begin with #!/usr/bin/env node: src/cli.ts must build to it.`,
  );
  process.exit(1);
}
await chmod(program, 0o755);
await mkdir(dirname(link), { recursive: true });
await rm(link, { force: true });
await symlink(relative(dirname(link), program), link);
