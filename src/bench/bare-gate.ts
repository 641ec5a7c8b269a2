import { fastify } from 'fastify';
import { Pool } from 'pg';

/**
 * The least that a gate can do: one statement that reads one row, and Fastify. Its one argument is the database's URL;
 * it prints the address it listens on. Ends with SIGTERM.
 */
const selectVerdict = `SELECT v.* FROM target_digest d JOIN verdict v ON v.target_id = d.target_id AND v.is_current
  WHERE d.digest = $1`;
const pool = new Pool({ connectionString: process.argv[2], max: 10 });
const app = fastify();
app.get<{ Params: { digest: string } }>('/v1/verdicts/:digest', async ({ params }) => {
  const { rows } = await pool.query<object>(selectVerdict, [params.digest]);
  return rows[0];
});
process.once('SIGTERM', () => void app.close().then(() => pool.end()));
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
