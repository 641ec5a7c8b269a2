/** A step in a webhook's life, as the audit log has it: `webhook.created`. */
export function webhookEntry(step: string, entityId: string, details: Record<string, unknown>) {
  return { action: `webhook.${step}`, entity: 'webhook', entityId, details };
}
