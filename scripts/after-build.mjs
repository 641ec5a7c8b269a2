// Makes the built command line runnable: `npx ironhull` in the checkout finds it in node_modules/.bin. And makes one file
// each of what has to start fast, the engine as the command line loads it and the threads that decode and read
// layers: hundreds of files start four times as slowly. And puts the collector's script beside what runs it.
import { chmod, copyFile, mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

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
// What was built before was of other sources, as far as prepare.mjs knows: it marks what it has built itself.
await rm(join(root, 'dist', 'sources.sha256'), { force: true });
await chmod(program, 0o755);
await mkdir(dirname(link), { recursive: true });
await rm(link, { force: true });
await symlink(relative(dirname(link), program), link);

await copyFile(
  join(root, 'src', 'collector', 'collect.sh'),
  join(root, 'dist', 'src', 'collector', 'collect.sh'),
);

for (const entry of ['cli/engine.js', 'inventory/layer-thread-main.js', 'inventory/layer-decoder-main.js']) {
  const file = join(root, 'dist', 'src', entry);
  const bundle = await rolldown({ input: file, platform: 'node', logLevel: 'warn' });
  await bundle.write({ file, format: 'esm', sourcemap: true });
  await bundle.close();
}
