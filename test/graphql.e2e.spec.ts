import { randomUUID } from 'node:crypto';
import {
  buildClientSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  type IntrospectionQuery,
} from 'graphql';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../src/contracts/kit/schema.js';
import { aPackageName, debianImage } from './support/images.js';
import { aCve, osvRecord } from './support/osv.js';
import { TestService, type Caller, type GraphqlAnswer } from './support/service.js';
import { statementsDuring } from './support/statements.js';

let service: TestService;
let viewer: Caller;
const names = Array.from({ length: 10 }, aPackageName);
beforeAll(async () => {
  service = await TestService.start();
  viewer = await service.caller('viewer');
  const admin = await service.caller('admin');
  await admin.import(
    names.map((name, index) =>
      osvRecord({ id: `DSA-${index + 1}-1`, name, fixed: '2.0', severity: 'high', upstream: [aCve()] }),
    ),
  );
  for (const [index, name] of names.entries())
    await admin.targetOf(debianImage([name, '1.0']).named(`example/${index}:1`).asOciArchive());
});
afterAll(() => service.stop());

const codesOf = async (query: string, variables: Record<string, unknown> = {}) =>
  (await viewer.graphql(query, variables)).errors?.map(({ extensions }) => extensions['code']);

/** `depth` targets in findings in targets. */
const nested = (depth: number): string =>
  depth === 0 ? 'id' : `findings(first: 1) { edges { node { target { ${nested(depth - 1)} } } } }`;
const costly = (first: string, head = 'query') =>
  `${head} { targets(first: ${first}) { edges { node { findings(first: ${first}) { edges { node { message } } } } } } }`;

describe('a query that asks for too much', () => {
  it('is refused when it is too deep, however it is written', async () => {
    const id = randomUUID();
    expect(await codesOf(`{ target(id: "${id}") { ${nested(2)} } }`)).toBeUndefined();
    expect(await codesOf(`{ target(id: "${id}") { ${nested(4)} } }`)).toEqual(['QUERY_TOO_COMPLEX']);
    const fragments = `{ target(id: "${id}") { ...a } }
      fragment a on Target { ${nested(1).replace('id', '...b')} }
      fragment b on Target { ${nested(1).replace('id', '...c')} }
      fragment c on Target { ... on Target { ${nested(2)} } }`;
    expect(await codesOf(fragments)).toEqual(['QUERY_TOO_COMPLEX']);
    const circle = `{ target(id: "${id}") { ...a } } fragment a on Target { ...a }`;
    expect(await codesOf(circle)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('is refused when it costs too much, also when a variable says so', async () => {
    expect(await codesOf(costly('200'))).toEqual(['QUERY_TOO_COMPLEX']);
    const byVariable = costly('$first', 'query ($first: Int!)');
    expect(await codesOf(byVariable, { first: 200 })).toEqual(['QUERY_TOO_COMPLEX']);
    expect(await codesOf(byVariable, { first: 5 })).toBeUndefined();
    expect(await codesOf(costly('$first', 'query ($first: Int! = 200)'))).toEqual(['QUERY_TOO_COMPLEX']);
    const aliases = Array.from(
      { length: 40 },
      (_, index) => `a${index}: findings(first: 200) { edges { node { id title } } }`,
    );
    expect(await codesOf(`{ ${aliases.join('\n')} }`)).toEqual(['QUERY_TOO_COMPLEX']);
  });

  it('is refused when it is too long', async () => {
    const long = `{ checks { ${'id '.repeat(6_000)} } }`;
    expect(await codesOf(long)).toEqual(['GRAPHQL_PARSE_FAILED']);
  });

  it('is refused over WebSocket as well', async () => {
    const id = randomUUID();
    const refusals = [
      await viewer.subscribe(`subscription { scanChanged(id: "${id}") { target { ${nested(4)} } } }`),
      await viewer.subscribe(costly('200')),
      await viewer.subscribe(costly('$first', 'query ($first: Int!)'), { first: 200 }),
    ];
    for (const answers of refusals)
      expect(answers).toMatchObject([{ errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }] }]);
    const [broken] = await viewer.subscribe('subscription { nothing }');
    expect(broken!.errors![0]!.message).toContain('nothing');
    const [long] = await viewer.subscribe(`{ checks { ${'id '.repeat(6_000)} } }`);
    expect(long!.errors![0]!.message).toContain('tokens');
  });

  it('is refused as one of many in one request', async () => {
    const one = { query: '{ checks { id } }' };
    const response = await viewer.request('post', '/graphql').send([one, one]);
    expect(response.status).toBe(400);
  });
});

describe('the fields of many targets', () => {
  const query = `query ($first: Int!) { targets(first: $first) { edges { node {
    verdict { decision }
    findings(first: 3) { total { count } edges { node { severity records { id affected { fixed } } coveredBy { id } target { digest } } } }
    components(first: 3) { total { count } edges { node { name } } }
    history(first: 2) { total { count } edges { node { decision policyVersion { hash } } } }
    containers { total { count } } hosts { total { count } }
  } } } }`;

  /** How many statements about the service's own tables a query takes. */
  async function statementsFor(first: number): Promise<number> {
    const texts = await statementsDuring(async () => {
      const { data, errors } = await viewer.graphql<{ targets: { edges: unknown[] } }>(query, { first });
      expect(errors).toBeUndefined();
      expect(data.targets.edges).toHaveLength(first);
    });
    const own =
      /\b(target|finding|verdict|snapshot|inventory|inventory_component|component|advisory|affected|exemption|scan)\b/;
    // Not those of the rounds in the background, which look every few seconds what time alone has done.
    const isRound = (text: string) => /(valid_until <= \$1|expires_at <= \$2)/.test(text);
    return texts.filter((text) => own.test(text) && !isRound(text)).length;
  }

  it('are fetched by as many statements as those of two', async () => {
    await statementsFor(2);
    const ofTwo = await statementsFor(2);
    expect(ofTwo).toBeGreaterThan(5);
    expect(await statementsFor(10)).toBe(ofTwo);
  });

  it('are the same as when they are asked for one by one', async () => {
    interface Node {
      id: string;
      findings: object;
      components: object;
      history: object;
    }
    const parts = `id findings(first: 1) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } }
      components(first: 1) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } }
      history(first: 1) { edges { cursor node { judgedAt } } pageInfo { hasNextPage endCursor } }`;
    const together = await viewer.graphql<{ targets: { edges: { node: Node }[] } }>(
      `{ targets(first: 10) { edges { node { ${parts} } } } }`,
    );
    for (const { node } of together.data.targets.edges) {
      const alone = await viewer.graphql<{ target: Node }>(`{ target(id: "${node.id}") { ${parts} } }`);
      expect(alone.data.target).toEqual(node);
    }
  });

  it('are paged on with their cursors', async () => {
    const [{ id }] = (await service.query<{ id: string }>('SELECT id FROM target LIMIT 1')) as [
      { id: string },
    ];
    const rest = await viewer.all<{ id: string }>(`/v1/targets/${id}/findings`, 1);
    const seen: string[] = [];
    for (let after: string | null = null; seen.length < rest.length;) {
      const { data }: GraphqlAnswer<{ target: { findings: Connection<{ id: string }> } }> =
        await viewer.graphql(
          `query ($after: String) { target(id: "${id}") {
          findings(first: 1, after: $after) { edges { node { id } } pageInfo { endCursor } } } }`,
          { after },
        );
      seen.push(...data.target.findings.edges.map(({ node }) => node.id));
      after = data.target.findings.pageInfo.endCursor;
    }
    expect(seen).toEqual(rest.map((finding) => finding.id));
    expect(await codesOf(`{ target(id: "${id}") { findings(after: "x") { edges { cursor } } } }`)).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});

describe('GraphQL', () => {
  it('tells its schema, the one that is committed', async () => {
    const { data } = await viewer.graphql<IntrospectionQuery>(getIntrospectionQuery());
    const served = printSchema(lexicographicSortSchema(buildClientSchema(data)));
    expect(`${served}\n`).toBe(await readFile('schema.graphql', 'utf8'));
  });

  it('gives null for ids that are not there', async () => {
    const id = randomUUID();
    const { data, errors } = await viewer.graphql(`{
      target(id: "${id}") { id } scan(id: "${id}") { id } finding(id: "${id}") { id } exemption(id: "${id}") { id }
      advisory(id: "CVE-1-1") { id } policy(name: "none") { name } check(id: "none") { id } }`);
    expect(errors).toBeUndefined();
    expect(Object.values(data as object)).toEqual(Array.from({ length: 7 }, () => null));
  });

  it('tells errors by codes, with the place, and nothing of the inside', async () => {
    const notAnId = await viewer.graphql('{ target(id: "x") { id } }');
    expect(notAnId.errors).toMatchObject([
      { path: ['target'], extensions: { code: 'BAD_USER_INPUT', errors: [{ in: 'args', path: 'id' }] } },
    ]);
    const tooFew = await viewer.graphql('{ targets(first: 0) { edges { cursor } } }');
    expect(tooFew.errors).toMatchObject([
      { path: ['targets'], extensions: { code: 'BAD_USER_INPUT', errors: [{ path: 'first' }] } },
    ]);
    expect(JSON.stringify([notAnId, tooFew])).not.toMatch(/stack|node_modules/);
    const circle = 'fields { type { '.repeat(8) + 'name' + ' } }'.repeat(8);
    expect(await codesOf(`{ __type(name: "Target") { ${circle} } }`)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(await codesOf('{ nothing }')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(await codesOf('{ checks { id ')).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(await codesOf('query ($n: String!) { policy(name: $n) { name } }', { n: 'a\0b' })).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});
