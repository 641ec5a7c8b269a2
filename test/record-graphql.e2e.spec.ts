import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../src/contracts/kit/schema.js';
import type { PolicyPreview, PreviewedTarget } from '../src/contracts/policy-preview.contract.js';
import type { VexDocument, VexSource, VexStatement } from '../src/contracts/vex.contract.js';
import type { CreatedWebhook, Delivery, Webhook } from '../src/contracts/webhook.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { aCve, osvRecord } from './support/osv.js';
import { policyText } from './support/policies.js';
import { Receiver } from './support/receiver.js';
import { TestService, until, type Caller, type Wire } from './support/service.js';
import { statementsDuring } from './support/statements.js';

let service: TestService;
let admin: Caller;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start();
  service = await TestService.start({
    IRONHULL_WEBHOOK_NETWORKS: '127.0.0.0/8',
    IRONHULL_WEBHOOK_ATTEMPTS: '1',
  });
  admin = await service.caller('admin');
});
afterAll(async () => {
  await service.stop();
  await receiver.stop();
});

async function asked<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await admin.graphql<T>(query, variables);
  expect(errors).toBeUndefined();
  return data;
}
const nodesOf = <T>({ edges }: Pick<Connection<T>, 'edges'>) => edges.map(({ node }) => node);

describe('webhooks in GraphQL', () => {
  type Listed = Wire<Webhook> & { deliveries: Connection<Wire<Delivery> & { event: { type: string } }> };
  const listed = `query ($first: Int!, $state: DeliveryState) { webhooks(first: $first) { total { count } edges { node {
    id name types owners labels deliveries(first: 3, state: $state) { total { count } edges { node {
      id state attempts status event { type data } } } } } } } }`;
  const list = async (variables: object) =>
    (await asked<{ webhooks: Connection<Listed> }>(listed, { first: 50, ...variables })).webhooks;
  const create = async (path: string, input: string) => {
    const made = await asked<{ createWebhook: Wire<CreatedWebhook> }>(
      `mutation { createWebhook(input: { name: "${path}", url: "${receiver.address}/${path}", ${input} }) {
        id secret isEnabled previousSecretUntil } }`,
    );
    return made.createWebhook;
  };
  const publish = async () => {
    const { text } = await admin.get<{ text: string }>('/v1/policies/strict/versions/1');
    const changed = text.replace(/^title: .*$/m, `title: ${aPackageName()}`);
    await admin.post('/v1/policies/strict/versions', { text: changed, message: 'because' }, 201);
  };
  const delivered = (count: number, state: string) =>
    until(
      () => list({ state }),
      (page) => nodesOf(page).filter(({ deliveries }) => deliveries.edges.length > 0).length === count,
      30_000,
    );

  it('are made, changed, signed anew and removed as over REST', async () => {
    const { id, secret, previousSecretUntil } = await create('made', 'owners: ["payments"], format: PLAIN');
    expect([secret.startsWith('whsec_'), previousSecretUntil]).toEqual([true, null]);
    const { changeWebhook } = await asked<{ changeWebhook: object }>(
      `mutation { changeWebhook(id: "${id}", input: { isEnabled: false, labels: ["tier"] }) { isEnabled labels } }`,
    );
    expect(changeWebhook).toEqual({ isEnabled: false, labels: ['tier'] });
    const { renewWebhookSecret: renewed } = await asked<{ renewWebhookSecret: Wire<CreatedWebhook> }>(
      `mutation { renewWebhookSecret(id: "${id}", overlapHours: 2) { secret previousSecretUntil } }`,
    );
    expect(Date.parse(renewed.previousSecretUntil!) - Date.now()).toBeLessThanOrEqual(7_200_000);
    const { webhook } = await asked<{ webhook: object }>(
      `{ webhook(id: "${id}") { format owners labels isEnabled previousSecretUntil } }`,
    );
    const { format, owners, labels, isEnabled, ...rest } = await admin.get<Wire<Webhook>>(
      `/v1/webhooks/${id}`,
    );
    expect(webhook).toEqual({
      ...{ format: format.toUpperCase(), owners, labels, isEnabled },
      previousSecretUntil: rest.previousSecretUntil,
    });
    expect(await asked(`mutation { endPreviousWebhookSecret(id: "${id}") { previousSecretUntil } }`)).toEqual(
      { endPreviousWebhookSecret: { previousSecretUntil: null } },
    );
    expect(await asked(`mutation { testWebhook(id: "${id}") { isDelivered status } }`)).toEqual({
      testWebhook: { isDelivered: true, status: 204 },
    });
    await asked(`mutation { removeWebhook(id: "${id}") { id } }`);
    expect(await asked(`{ webhook(id: "${id}") { id } }`)).toEqual({ webhook: null });
    const refused = await admin.graphql(
      `mutation { renewWebhookSecret(id: "${id}", overlapHours: 169) { id } }`,
    );
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('show what was sent of which event, and send it again', async () => {
    receiver.react('/broken', (_, count) => (count === 1 ? 500 : 200));
    const { id } = await create('broken', 'types: [POLICY_PUBLISHED]');
    const since = new Date().toISOString();
    await publish();
    const [dead] = nodesOf(await delivered(1, 'DEAD'));
    expect(dead).toMatchObject({ id, deliveries: { total: { count: 1 } } });
    const [letter] = nodesOf(dead!.deliveries);
    expect(letter).toMatchObject({ state: 'DEAD', attempts: 1, status: 500 });
    expect(letter!.event).toMatchObject({
      type: 'io.ironhull.policy.published',
      data: { policy: 'strict', message: 'because' },
    });
    await asked(`mutation { redeliver(webhookId: "${id}", deliveryId: "${letter!.id}") { state } }`);
    await delivered(1, 'DELIVERED');
    expect(await asked(`mutation { replayEvents(id: "${id}", since: "${since}") { count } }`)).toEqual({
      replayEvents: { count: 1 },
    });
    await asked(`mutation { removeWebhook(id: "${id}") { id } }`);
  });

  it('are fetched with their deliveries by as many statements as two of them', async () => {
    const made = [];
    for (const path of ['a', 'b', 'c', 'd', 'e']) made.push(await create(path, 'types: [POLICY_PUBLISHED]'));
    for (const _ of [1, 2]) await publish();
    await until(
      () => list({ state: 'DELIVERED' }),
      (page) => nodesOf(page).every(({ deliveries }) => deliveries.edges.length === 2),
      30_000,
    );
    const statementsFor = async (first: number) => {
      const texts = await statementsDuring(async () =>
        expect(nodesOf(await list({ first }))).toHaveLength(first),
      );
      // Not those of the rounds in the background: what is to be sent, what is over.
      const isRound = (text: string) => /queued_at|position IS NULL/.test(text) && !/place <=/.test(text);
      const isRead = (text: string) => text.startsWith('SELECT') && !text.includes('FOR UPDATE');
      const own = texts.filter((text) => isRead(text) && /\b(webhook|delivery|event)\b/.test(text));
      return own.filter((text) => !isRound(text)).length;
    };
    // What goes on beside it can only add to them.
    const fewestFor = async (first: number) =>
      Math.min(await statementsFor(first), await statementsFor(first), await statementsFor(first));
    const ofTwo = await fewestFor(2);
    expect(ofTwo).toBeGreaterThan(3);
    expect(await fewestFor(5)).toBe(ofTwo);
    for (const { id } of made) await asked(`mutation { removeWebhook(id: "${id}") { id } }`);
  });
});

describe('VEX in GraphQL', () => {
  it('is imported, trusted, read and taken back as over REST, and exported', async () => {
    const name = aPackageName();
    const cve = aCve();
    await admin.import([
      osvRecord({ id: `DSA-${cve.slice(9)}`, name, upstream: [cve], severity: 'critical' }),
    ]);
    const targetId = await admin.targetOf(debianImage([name, '1.0']).asOciArchive());
    const document = JSON.stringify({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      '@id': 'https://vendor.example/vex/graphql',
      author: 'Vendor',
      timestamp: '2026-01-01T00:00:00Z',
      version: 1,
      statements: [
        {
          vulnerability: { name: cve },
          products: [{ '@id': `pkg:deb/debian/${name}` }],
          status: 'not_affected',
          justification: 'vulnerable_code_not_present',
        },
      ],
    });
    const { importVex } = await asked<{ importVex: Wire<VexDocument> }>(
      'mutation ($document: String!) { importVex(source: "vendor", document: $document) { id statements problemCount } }',
      { document },
    );
    const { id } = importVex;
    expect(importVex).toMatchObject({ statements: 1, problemCount: 0 });
    const { vexStatements } = await asked<{ vexStatements: Connection<Wire<VexStatement>> }>(
      `{ vexStatements(documentId: "${id}") { total { count } edges { node {
        vulnerabilities status products { part { purls } within { digests } } } } } }`,
    );
    expect(nodesOf(vexStatements)).toEqual([
      {
        vulnerabilities: [cve],
        status: 'NOT_AFFECTED',
        products: [{ part: { purls: [`pkg:deb/debian/${name}`] }, within: [] }],
      },
    ]);
    const decided = () =>
      asked<{ target: { findings: Connection<object> } }>(
        `{ target(id: "${targetId}") { findings(first: 5, filter: { kind: VULNERABILITY }) { edges { node {
          vex { status isApplied } } } } } }`,
      );
    const wordsOf = async () => nodesOf((await decided()).target.findings);
    expect(await wordsOf()).toEqual([{ vex: { status: 'NOT_AFFECTED', isApplied: false } }]);
    const { trustVexSource } = await asked<{ trustVexSource: Wire<VexSource> }>(
      'mutation { trustVexSource(name: "vendor", trust: TRUSTED) { name trust documents } }',
    );
    expect(trustVexSource).toEqual({ name: 'vendor', trust: 'TRUSTED', documents: 1 });
    expect(await wordsOf()).toEqual([{ vex: { status: 'NOT_AFFECTED', isApplied: true } }]);
    const { vexSources, vexDocuments } = await asked<{
      vexSources: object[];
      vexDocuments: Connection<object>;
    }>(
      `{ vexSources { name trust } vexDocuments(filter: { source: "vendor", state: [IN_FORCE] }) { edges { node { id name } } } }`,
    );
    expect(vexSources).toEqual([{ name: 'vendor', trust: 'TRUSTED' }]);
    expect(nodesOf(vexDocuments)).toEqual([{ id, name: 'https://vendor.example/vex/graphql' }]);

    const { exportDecisions } = await asked<{ exportDecisions: { mediaType: string; text: string } }>(
      `{ exportDecisions(targetId: "${targetId}", format: OPENVEX) { mediaType text } }`,
    );
    const report = await admin.get<object>(`/v1/targets/${targetId}/report?format=openvex`);
    expect(JSON.parse(exportDecisions.text)).toEqual(report);
    expect(exportDecisions.text).toContain(cve);
    const { exportExemptions } = await asked<{ exportExemptions: { mediaType: string } }>(
      '{ exportExemptions(filter: { format: GRYPE }) { mediaType text } }',
    );
    expect(exportExemptions.mediaType).toContain('yaml');

    await asked(`mutation { removeVex(id: "${id}") { state } }`);
    expect(await wordsOf()).toEqual([{ vex: null }]);
    const refused = await admin.graphql('mutation { importVex(source: "vendor", document: "{}") { id } }');
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('previews in GraphQL', () => {
  it('are asked for, followed to their end, and read with the targets that change', async () => {
    const name = 'previewed-graphql';
    const loose = policyText(name, { gate: '{ fail_on: critical }' });
    await admin.post(`/v1/policies/${name}/versions`, { text: loose, message: 'because' }, 201);
    const selectors = { repositories: [`registry.example/${name}/**`] };
    await admin.post('/v1/bindings', { name, policy: name, selectors }, 201);
    const targetIds: string[] = [];
    for (const index of [1, 2, 3, 4]) {
      const image = debianImage([`${name}-${index}`, '1']).withConfig({ User: 'root' });
      targetIds.push(
        await admin.targetOf(image.named(`registry.example/${name}/app-${index}:1`).asOciArchive()),
      );
    }
    const text = policyText(name, {
      checks: ['image-user-root: { severity: critical }'],
      gate: '{ fail_on: critical }',
    });
    const { previewPolicy } = await asked<{ previewPolicy: Wire<PolicyPreview> }>(
      `mutation ($text: String!) { previewPolicy(name: "${name}", input: { text: $text }) { id state } }`,
      { text },
    );
    const { id } = previewPolicy;
    const steps = await admin.subscribe<{ policyPreviewChanged: Wire<PolicyPreview> }>(
      `subscription { policyPreviewChanged(id: "${id}") { state done total flips
        findings { changed } names { change kind name count } owners { owner flips } exemptions { effect code } error { code } } }`,
    );
    const last = steps.at(-1)!.data.policyPreviewChanged;
    expect(last).toMatchObject({ state: 'SUCCEEDED', done: 4, total: 4, flips: 4, error: null });
    expect(last.names).toContainEqual({
      change: 'CHANGED',
      kind: 'CHECK',
      name: 'image-user-root',
      count: 4,
    });
    const pages = `query ($first: Int!) {
      previewedTargets(id: "${id}", first: $first) { total { count } edges { node { targetId to target { digest } } } }
      previewedFindings(id: "${id}", first: $first) { edges { node { targetId name target { references } } } } }`;
    interface Pages {
      previewedTargets: Connection<Wire<PreviewedTarget> & { target: { digest: string } }>;
      previewedFindings: Connection<{ target: { references: string[] } }>;
    }
    const whole = await asked<Pages>(pages, { first: 10 });
    expect(nodesOf(whole.previewedTargets).map(({ targetId }) => targetId)).toEqual(targetIds.sort());
    expect(
      nodesOf(whole.previewedTargets).every(({ to, target }) => to === ('DENY' as string) && target.digest),
    ).toBe(true);
    expect(nodesOf(whole.previewedFindings)[0]!.target.references[0]).toContain(name);
    const statementsFor = async (first: number) => {
      const texts = await statementsDuring(() => asked(pages, { first }));
      return texts.filter(
        (sql) => /FROM "?(policy_preview\w*|target|verdict)\b/.test(sql) && /SELECT/.test(sql),
      ).length;
    };
    // What the service does by itself meanwhile is counted too: the least of several is without it.
    const least = async (first: number) =>
      Math.min(await statementsFor(first), await statementsFor(first), await statementsFor(first));
    expect(await least(4)).toBe(await least(2));
    const list = `{ policyPreviews(policy: "${name}", state: SUCCEEDED) { total { count } edges { node { id } } } }`;
    expect(await asked(list)).toEqual({ policyPreviews: { total: { count: 1 }, edges: [{ node: { id } }] } });
    expect(await asked(`{ policyPreview(id: "${id}") { state hash } }`)).toMatchObject({
      policyPreview: { state: 'SUCCEEDED' },
    });
  });
});
