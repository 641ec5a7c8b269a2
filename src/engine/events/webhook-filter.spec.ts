import { describe, expect, it } from 'vitest';
import { wantsEvent, type FilteredEvent, type WebhookFilter } from './webhook-filter.js';

const everything: WebhookFilter = { types: [], repositories: [], owners: [], labels: [] };
const event: FilteredEvent = {
  type: 'verdict.changed',
  repositories: ['registry.example/team/app', 'mirror.example/app'],
  labels: { owner: 'payments', tier: '1', empty: '' },
};
const aboutNoTarget: FilteredEvent = { type: 'policy.published', repositories: null, labels: null };

describe('a webhook', () => {
  it.each<[string, Partial<WebhookFilter>, boolean]>([
    ['without a filter', {}, true],
    ['of that type', { types: ['scan.finished', 'verdict.changed'] }, true],
    ['of another type', { types: ['scan.finished'] }, false],
    ['of one of its repositories', { repositories: ['other/*', 'mirror.example/*'] }, true],
    ['of other repositories', { repositories: ['registry.example/*'] }, false],
    ['of its owner, among others', { owners: ['search', 'payments'] }, true],
    ['of other owners', { owners: ['search', 'pay'] }, false],
    ['of a label with that value', { labels: ['tier=1'] }, true],
    ['of a label with any value', { labels: ['tier', 'empty'] }, true],
    ['of a label with another value', { labels: ['tier=2'] }, false],
    ['of labels of which one is missing', { labels: ['tier', 'region'] }, false],
    ['of a name that every object has', { labels: ['constructor'] }, false],
    [
      'of all that is true of it',
      { types: ['verdict.changed'], repositories: ['**'], owners: ['payments'], labels: ['tier=1'] },
      true,
    ],
    ['of its repository, but of another owner', { repositories: ['**'], owners: ['search'] }, false],
  ])('%s is sent an event about a target or not', (_, filter, expected) => {
    expect(wantsEvent({ ...everything, ...filter }, event)).toBe(expected);
  });

  it('is sent what is about no target, whatever targets it asks for', () => {
    const narrow = { ...everything, repositories: ['x'], owners: ['search'], labels: ['tier'] };
    expect(wantsEvent(narrow, aboutNoTarget)).toBe(true);
    expect(wantsEvent({ ...narrow, types: ['scan.finished'] }, aboutNoTarget)).toBe(false);
  });

  it('of an owner is not sent what is about a target of nobody, or without a name', () => {
    const nobodys = { ...event, labels: {} };
    expect(wantsEvent({ ...everything, owners: ['payments'] }, nobodys)).toBe(false);
    expect(wantsEvent({ ...everything, repositories: ['**'] }, { ...event, repositories: [] })).toBe(false);
  });
});
