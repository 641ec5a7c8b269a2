import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { apiDocuments } from '../src/api-documents.js';

const stale = (path: string) => `${path} is stale: run \`npm run generate\` and commit what it wrote`;
const committed = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

describe('the documents of the API', () => {
  let documents: { openapi: string; graphql: string };
  beforeAll(async () => {
    documents = await apiDocuments();
  });

  it('openapi.yaml is current', async () => {
    expect(await committed('openapi.yaml'), stale('openapi.yaml')).toBe(documents.openapi);
  });

  it('schema.graphql is current', async () => {
    expect(await committed('schema.graphql'), stale('schema.graphql')).toBe(documents.graphql);
  });
});
