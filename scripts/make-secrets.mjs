// Writes the secrets of docker-compose.yml, once: node scripts/make-secrets.mjs [folder]
// Only the folder's owner can enter it; the files in it are readable, as the users in the containers have to read them.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('../secrets', import.meta.url)));
const postgres = randomBytes(24).toString('hex');
const redis = randomBytes(24).toString('hex');
const secrets = {
  admin_key: `ihk_${randomUUID().replaceAll('-', '')}_${randomBytes(32).toString('base64url')}`,
  database_url: `postgres://ironhull:${postgres}@postgres:5432/ironhull`,
  postgres_password: postgres,
  redis_conf: `requirepass ${redis}`,
  redis_url: `redis://:${redis}@redis:6379`,
};

try {
  await mkdir(folder, { mode: 0o700 });
} catch (error) {
  if (error.code !== 'EEXIST') throw error;
  console.error(`${folder} is already there; its secrets are kept. Move it away to make new ones.`);
  process.exit(1);
}
for (const [name, text] of Object.entries(secrets))
  await writeFile(join(folder, name), `${text}\n`, { mode: 0o444 });
console.log(`Wrote ${Object.keys(secrets).join(', ')} to ${folder}`);
