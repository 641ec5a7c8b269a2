import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Check } from '../src/contracts/check.contract.js';
import type { Explanation } from '../src/contracts/explanation.contract.js';
import type { Finding } from '../src/contracts/finding.contract.js';
import type { Page } from '../src/contracts/kit/schema.js';
import type { Verdict } from '../src/contracts/verdict.contract.js';
import { aPackageName, debianImage } from './support/images.js';
import { aCve, osvRecord } from './support/osv.js';
import { policyText } from './support/policies.js';
import { TestService, type Caller, type Wire } from './support/service.js';

let service: TestService;
let english: Caller;
let chinese: Caller;
let targetId: string;
beforeAll(async () => {
  service = await TestService.start();
  english = await service.caller('admin');
  chinese = english.reading('zh-CN,zh;q=0.9,en;q=0.8');
  const name = aPackageName();
  await english.import([
    osvRecord({ id: 'DSA-1-1', name, fixed: '2.0', severity: 'high', upstream: [aCve()] }),
  ]);
  targetId = await english.targetOf(debianImage([name, '1.0']).withConfig({ User: '' }).asOciArchive());
});
afterAll(() => service.stop());

const rootInEnglish = 'The image sets no user, so its processes run as root.';
const rootInChinese = '镜像未设置用户，进程将以 root 身份运行。';
const han = /\p{Script=Han}/u;
const findings = async (caller: Caller, filter: string) =>
  (await caller.get<Page<Wire<Finding>>>(`/v1/targets/${targetId}/findings?${filter}`)).items;

describe('a finding', () => {
  it('is one finding over REST, told in the language that is asked for', async () => {
    const [inEnglish] = await findings(english, 'check=image-user-root');
    const [inChinese] = await findings(chinese, 'check=image-user-root');
    expect(inEnglish).toMatchObject({ title: "Image's default user is root", message: rootInEnglish });
    expect(inChinese).toEqual({
      ...inEnglish,
      title: '镜像默认用户为 root',
      message: rootInChinese,
      remediation: expect.stringMatching(han),
    });
    expect(await chinese.get(`/v1/findings/${inEnglish!.id}`)).toEqual(inChinese);
  });

  it('is the same one over GraphQL', async () => {
    const query = `query ($id: ID!) { finding(id: $id) { id title message remediation fix { safety edits } } }`;
    const [rest] = await findings(chinese, 'check=image-user-root');
    for (const caller of [english, chinese]) {
      const { data } = await caller.graphql<{ finding: Wire<Finding> }>(query, { id: rest!.id });
      const { id, title, message, remediation, fix } = await caller.get<Wire<Finding>>(
        `/v1/findings/${rest!.id}`,
      );
      expect(data.finding).toEqual({ id, title, message, remediation, fix });
    }
  });

  it('of a vulnerability says what to do, and what it rests on, in Chinese too', async () => {
    const [finding] = await findings(chinese, 'kind=vulnerability');
    expect(finding!.remediation).toMatch(/^将 .* 升级到 2\.0 或更高版本。$/);
    const path = `/v1/findings/${finding!.id}/explain`;
    expect((await chinese.get<Wire<Explanation>>(path)).summary).toMatch(/影响。依据 DSA-1-1：/);
    expect((await english.get<Wire<Explanation>>(path)).summary).not.toMatch(han);
  });
});

describe('a verdict', () => {
  const messages = ({ reasons }: Pick<Wire<Verdict>, 'reasons'>) => reasons.map(({ message }) => message);
  const path = () => `/v1/targets/${targetId}/verdict`;

  it('gives its reasons in both languages', async () => {
    expect(messages(await english.get(path()))).toContain(rootInEnglish);
    expect(messages(await chinese.get(path()))).toContain(rootInChinese);
    expect(await chinese.get(`/v1/verdicts/sha256:${'0'.repeat(64)}`)).toMatchObject({
      reasons: [{ message: '该镜像从未扫描过。', remediation: expect.stringMatching(han) }],
    });
  });

  it('gives them as events and over subscriptions', async () => {
    for await (const verdict of chinese.follow<Wire<Verdict>>(`${path()}/events`)) {
      expect(messages(verdict)).toContain(rootInChinese);
      break;
    }
    const subscription = 'subscription ($id: ID!) { verdictChanged(targetId: $id) { reasons { message } } }';
    for (const [caller, message] of [
      [english, rootInEnglish],
      [chinese, rootInChinese],
    ] as const) {
      const [answer] = await caller.subscribe<{ verdictChanged: Wire<Verdict> }>(
        subscription,
        { id: targetId },
        1,
      );
      expect(messages(answer!.data.verdictChanged)).toContain(message);
    }
  });

  it('that is asked for again is given again in the language of the second request', async () => {
    const preview = async (caller: Caller) =>
      (
        await caller
          .request('post', `/v1/targets/${targetId}/preview`)
          .set('idempotency-key', `languages ${targetId}`.replace(' ', '-'))
          .send({ policy: policyText('tried') })
      ).body as Wire<Verdict>;
    expect(messages(await preview(english))).toEqual([rootInEnglish]);
    expect(messages(await preview(chinese))).toEqual([rootInChinese]);
  });
});

describe('an answer', () => {
  it('names its language, and what it depends on', async () => {
    for (const [caller, language] of [
      [english, 'en'],
      [chinese, 'zh'],
      [english.reading('fr'), 'en'],
    ] as const) {
      const { headers } = await caller.request('get', `/v1/targets/${targetId}/verdict`);
      expect(headers).toMatchObject({ 'content-language': language, vary: 'Accept-Language' });
      const answer = await caller.request('post', '/graphql').send({ query: '{ checks { id } }' });
      expect(answer.headers).toMatchObject({ 'content-language': language });
      expect(answer.headers['vary']).toMatch(/accept-language/i);
    }
  });

  it('without texts of findings has no language: the catalogue of checks holds both', async () => {
    const { headers, body } = await chinese.request('get', '/v1/checks');
    expect(headers).not.toHaveProperty('content-language');
    const check = (body as Wire<Check>[]).find(({ id }) => id === 'image-user-root');
    expect(check).toMatchObject({
      title: { en: "Image's default user is root", zh: '镜像默认用户为 root' },
      inputs: ['image'],
    });
  });

  it('that is a report is in the language, too', async () => {
    const { text, headers } = await chinese.request('get', `/v1/targets/${targetId}/report`).buffer(true);
    expect(headers).toMatchObject({ 'content-language': 'zh' });
    const document = JSON.parse(text) as { vulnerabilities: { recommendation: string }[] };
    expect(document.vulnerabilities[0]!.recommendation).toMatch(han);
  });
});
