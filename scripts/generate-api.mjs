// Writes openapi.yaml, schema.graphql, policies/policy.schema.json and pages of docs from the built service: npm run generate
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { apiDocuments } from '../dist/src/api-documents.js';
import { checksPage } from '../dist/src/checks/checks-page.js';
import { dockerBenchPage } from '../dist/src/checks/docker-bench-page.js';
import { policyJsonSchemaText } from '../dist/src/engine/policy/policy-json-schema.js';
import { policyFactsPage } from '../dist/src/policies/policy-facts-page.js';
import { configurationPage } from '../dist/src/platform/config/configuration-page.js';

const { openapi, graphql } = await apiDocuments();
const documents = {
  'openapi.yaml': openapi,
  'schema.graphql': graphql,
  'policies/policy.schema.json': policyJsonSchemaText(),
  'docs/configuration.md': configurationPage(),
  'docs/checks.md': checksPage(),
  'docs/policy-facts.md': policyFactsPage(),
  'docs/docker-bench.md': dockerBenchPage(),
};
for (const [path, text] of Object.entries(documents)) {
  await writeFile(fileURLToPath(new URL(`../${path}`, import.meta.url)), text);
}
