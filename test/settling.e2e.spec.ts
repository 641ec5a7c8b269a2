import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPackageName, debianImage } from './support/images.js';
import { TestService, type Caller, type GraphqlAnswer } from './support/service.js';

let service: TestService;
let admin: Caller;
beforeAll(async () => {
  service = await TestService.start();
  admin = await service.caller('admin');
});
afterAll(() => service.stop());

const lists = ['/v1/targets', '/v1/findings', '/v1/exemptions/hygiene', '/v1/exemptions/export'];
const notes = async () => {
  const answers = [];
  for (const path of lists) {
    const { status, headers } = await admin.request('get', path);
    answers.push([status, headers['ironhull-unsettled']]);
  }
  return answers;
};
const query = '{ targets(first: 5) { edges { node { id } } } findings(first: 5) { edges { node { id } } } }';
const inGraphql = async () => {
  const response = await admin.request('post', '/graphql').send({ query });
  const { extensions } = response.body as GraphqlAnswer<unknown>;
  return [response.headers['ironhull-unsettled'], extensions?.unsettled];
};
const inGraphqlOverWebSocket = async () => {
  const answers = await admin.subscribe(query);
  return answers.map(({ data, extensions }) => [data !== null, extensions]);
};

it('an answer over many targets says when some of them were still to be judged anew', async () => {
  const targetId = await admin.targetOf(debianImage([aPackageName(), '1.0']).asOciArchive());
  expect(await notes()).toEqual(lists.map(() => [200, undefined]));
  expect(await inGraphql()).toEqual([undefined, undefined]);
  expect(await inGraphqlOverWebSocket()).toEqual([[true, undefined]]);
  await service.query(
    `CREATE FUNCTION refuse_judging() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`,
  );
  await service.query(
    'CREATE TRIGGER refuse_judging BEFORE INSERT ON receipt FOR EACH ROW EXECUTE FUNCTION refuse_judging()',
  );
  await service.query('UPDATE target SET needs_judging = true WHERE id = $1', [targetId]);
  expect(await notes()).toEqual(lists.map(() => [200, 'true']));
  expect(await inGraphql()).toEqual(['true', true]);
  expect(await inGraphqlOverWebSocket()).toEqual([[true, { unsettled: true }]]);
  await service.query('DROP TRIGGER refuse_judging ON receipt');
  expect(await notes()).toEqual(lists.map(() => [200, undefined]));
  expect(await inGraphqlOverWebSocket()).toEqual([[true, undefined]]);
});
