import { describe, expect, it } from 'vitest';
import { cloudEvent, type ServiceEvent } from './cloud-event.js';
import { webhookBody, type WebhookFormat } from './webhook-format.js';

const event: ServiceEvent = {
  id: '11111111-2222-4333-8444-555555555555',
  type: 'verdict.changed',
  subject: 't1',
  time: '2026-11-26T10:00:00.000Z',
  sequence: 42,
  data: {
    summary: 'allow → deny because <CVE-2026-1> & more',
    from: 'allow',
    to: 'deny',
    references: ['registry/team/app:1', 'registry/team/app:2'],
    policy: { name: 'baseline', version: 3 },
    receiptId: null,
  },
};
const bodyOf = (format: WebhookFormat, told: ServiceEvent = event) => {
  const { contentType, text } = webhookBody(format, told, 'urn:ironhull');
  return { contentType, body: JSON.parse(text) as unknown };
};

describe('an event', () => {
  it('is a CloudEvent in structured mode', () => {
    expect(bodyOf('cloudevents')).toEqual({
      contentType: 'application/cloudevents+json; charset=utf-8',
      body: {
        specversion: '1.0',
        id: event.id,
        source: 'urn:ironhull',
        type: 'io.ironhull.verdict.changed',
        subject: 't1',
        time: event.time,
        datacontenttype: 'application/json',
        sequence: '0000000000000042',
        data: event.data,
      },
    });
  });

  it('has no sequence when it has no place among the others', () => {
    expect(cloudEvent({ ...event, sequence: null }, 'urn:ironhull')).not.toHaveProperty('sequence');
  });

  it('is one flat object as plain JSON', () => {
    expect(bodyOf('plain').body).toEqual({
      id: event.id,
      type: 'verdict.changed',
      subject: 't1',
      time: event.time,
      summary: 'allow → deny because <CVE-2026-1> & more',
      from: 'allow',
      to: 'deny',
      references: 'registry/team/app:1, registry/team/app:2',
      policy: '{"name":"baseline","version":3}',
      receiptId: null,
    });
  });

  it('is a message for Slack, in which nothing of what it tells is formatting', () => {
    const { body } = bodyOf('slack') as { body: { text: string; blocks: unknown[] } };
    expect(body.text).toBe('verdict.changed: allow → deny because &lt;CVE-2026-1&gt; &amp; more');
    expect(body.blocks).toHaveLength(3);
    expect(JSON.stringify(body.blocks)).not.toContain('<CVE');
    expect(JSON.stringify(body.blocks)).not.toContain('receiptId');
  });

  it('stays within what Slack takes, however much it tells', () => {
    const fields = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`f${index}`, 'x'.repeat(5_000)]),
    );
    const long = { ...event, data: { ...fields, summary: '<'.repeat(9_000) } };
    const { body } = bodyOf('slack', long) as { body: { blocks: { fields?: { text: string }[] }[] } };
    const told = body.blocks.flatMap((block) => block.fields ?? []);
    expect(told).toHaveLength(10);
    expect(told.every(({ text }) => text.length <= 2_000)).toBe(true);
    const [first] = body.blocks as { text?: { text: string } }[];
    expect(first?.text?.text.length).toBeLessThanOrEqual(3_000);
  });
});
