import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyDiff, PolicyDraft, PolicyVersion } from '../src/contracts/policy.contract.js';
import { policyText } from './support/policies.js';
import { TestService, type Caller, type ProblemBody, type Wire } from './support/service.js';

let service: TestService;
let author: Caller;
beforeAll(async () => {
  service = await TestService.start();
  author = await service.caller('author');
});
afterAll(() => service.stop());

let count = 0;
const aName = () => `history-${(count += 1)}`;
const publish = (name: string, text: string) =>
  author.post<Wire<PolicyVersion>>(`/v1/policies/${name}/versions`, { text, message: 'because' }, 201);
const draftOf = (name: string) => `/v1/policies/${name}/draft`;
const write = async (name: string, text: string, seen?: string) =>
  author
    .request('put', draftOf(name))
    .set(seen === undefined ? {} : { 'if-match': seen })
    .send({ text });

describe('two versions of a policy', () => {
  it('are told apart by meaning and by text, over REST and GraphQL', async () => {
    const name = aName();
    await publish(name, policyText(name));
    await publish(name, policyText(name, { title: 'Stricter', gate: '{ fail_on: low }' }));
    const diff = await author.get<Wire<PolicyDiff>>(`/v1/policies/${name}/diff?from=1&to=2`);
    expect(diff).toMatchObject({ policy: name, from: 1, to: 2 });
    expect(diff.changes.map(({ path }) => path)).toEqual(expect.arrayContaining(['gate.fail_on', 'title']));
    expect(diff.patch).toContain(`+++ b/${name}.yaml`);
    const query = `{ policyDiff(name: "${name}", from: 1, to: 2) { changes { path from to message } patch } }`;
    const { data } = await author.graphql<{ policyDiff: Wire<PolicyDiff> }>(query);
    expect(data.policyDiff.patch).toBe(diff.patch);
    expect(data.policyDiff.changes).toMatchObject(
      diff.changes.map(({ path, message }) => ({ path, message })),
    );
    expect((await author.get<Wire<PolicyDiff>>(`/v1/policies/${name}/diff?from=2&to=2`)).changes).toEqual([]);
    await author.get(`/v1/policies/${name}/diff?from=1&to=9`, 404);
    await author.get(`/v1/policies/${name}/diff?from=0&to=1`, 422);
  });
});

describe('a rollback', () => {
  it('publishes the old content as a new version, once', async () => {
    const name = aName();
    const first = await publish(name, policyText(name));
    await publish(name, policyText(name, { title: 'Second' }));
    const body = { version: 1, message: 'the second one was too strict' };
    const third = await author.post<Wire<PolicyVersion>>(`/v1/policies/${name}/rollback`, body, 201);
    expect(third).toMatchObject({ version: 3, hash: first.hash, text: first.text, message: body.message });
    const again = await author.post<ProblemBody>(`/v1/policies/${name}/rollback`, body, 409);
    expect(again.detail).toContain('Version 3');
    await author.post(`/v1/policies/${name}/rollback`, { ...body, version: 7 }, 404);
  });
});

describe('a version that is retired', () => {
  it('stays to be read, and judges nothing more', async () => {
    const name = aName();
    const retire = (version: number) =>
      author.post<Wire<PolicyVersion>>(`/v1/policies/${name}/versions/${version}/retire`, {}, 200);
    const first = await publish(name, policyText(name));
    await publish(name, policyText(name, { title: 'Second' }));
    const { retiredAt } = await retire(2);
    expect(retiredAt).not.toBeNull();
    expect(await retire(2)).toMatchObject({ retiredAt });
    expect(await author.get(`/v1/policies/${name}/versions/2`)).toMatchObject({
      version: 2,
      retiredAt,
    });
    await expect(
      service.query(`UPDATE policy_version SET retired_at = NULL WHERE policy = '${name}'`),
    ).rejects.toThrow('never changed');
    const third = await publish(name, policyText(name, { title: 'Second' }));
    expect(third).toMatchObject({ version: 3, retiredAt: null });
    expect(await publish(name, policyText(name, { title: 'Second' }))).toMatchObject({ version: 3 });
    expect(first.retiredAt).toBeNull();
  });

  it('is not the last one of the policy in force', async () => {
    const refusal = await author.post<ProblemBody>('/v1/policies/baseline/versions/1/retire', {}, 409);
    expect(refusal).toMatchObject({ type: '/problems/transition-refused' });
    expect(refusal.detail).toContain('Publish another one first');
  });
});

describe('a draft', () => {
  it('is written, read, mended and published; it need not be valid before', async () => {
    const name = aName();
    const begun = await write(name, 'name: [');
    expect(begun.status).toBe(200);
    const draft = begun.body as Wire<PolicyDraft>;
    expect(draft.errors[0]).toMatch(/^line 1, column \d+/);
    expect(begun.headers['etag']).toBe(draft.etag);
    const invalid = await author
      .request('post', `${draftOf(name)}/publish`)
      .set({ 'if-match': draft.etag })
      .send({ message: 'x' });
    expect(invalid.status).toBe(422);
    const mended = (await write(name, policyText(name), draft.etag)).body as Wire<PolicyDraft>;
    expect(mended.errors).toEqual([]);
    expect(await author.get(draftOf(name))).toEqual(mended);
    const published = await author
      .request('post', `${draftOf(name)}/publish`)
      .set({ 'if-match': mended.etag })
      .send({ message: 'ready' });
    expect(published.status).toBe(201);
    expect(published.body).toMatchObject({ policy: name, version: 1, message: 'ready' });
    await author.get(draftOf(name), 404);
  });

  it('is not overwritten by who has not seen what it is', async () => {
    const name = aName();
    const { etag } = (await write(name, policyText(name))).body as Wire<PolicyDraft>;
    const unseen = await write(name, policyText(name, { title: 'Blind' }));
    expect([unseen.status, (unseen.body as ProblemBody).type]).toEqual([
      428,
      '/problems/precondition-required',
    ]);
    const attempts = await Promise.all(
      Array.from({ length: 8 }, (_, index) => write(name, policyText(name, { title: `Of ${index}` }), etag)),
    );
    expect(attempts.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(412)]);
    const lost = attempts.find(({ status }) => status === 412)!.body as ProblemBody;
    expect(lost.detail).toMatch(/changed the draft .* Read it again/);
    const stale = await author.request('delete', draftOf(name)).set({ 'if-match': etag });
    expect(stale.status).toBe(412);
    const now = await author.get<Wire<PolicyDraft>>(draftOf(name));
    expect((await author.request('delete', draftOf(name)).set({ 'if-match': now.etag })).status).toBe(200);
    expect((await write(name, policyText(name), now.etag)).status).toBe(412);
  });
});
