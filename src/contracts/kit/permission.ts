/** What a key may do. Roles are sets of these; a route or resolver states exactly one. */
export const permissions = {
  public: 'Anyone, without a key.',
  read: 'Read scans, targets, findings, verdicts, policies, exemptions, attestations, advisories and checks.',
  scan: 'Submit inputs to be scanned.',
  'target:label': 'Set labels of targets.',
  'policy:write': 'Publish policy versions.',
  'exemption:request': 'Ask for an exemption.',
  'exemption:decide': 'Approve, reject or revoke an exemption.',
  'attestation:write': 'Vouch for what no program can decide, and revoke that.',
  'vex:write': 'Import VEX documents, remove them, and say which sources are trusted.',
  'advisory:import': 'Import advisories.',
  'key:manage': 'Make and revoke API keys.',
  'webhook:manage': 'Make, change and test webhooks, and see their deliveries.',
  'audit:read': 'Read the audit log.',
} as const;
export type Permission = keyof typeof permissions;

export const roles = ['viewer', 'scanner', 'author', 'approver', 'admin'] as const;
export type Role = (typeof roles)[number];

const everything = Object.keys(permissions) as Permission[];

/** What each role may do. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: ['public', 'read'],
  scanner: ['public', 'read', 'scan', 'target:label', 'exemption:request'],
  author: ['public', 'read', 'target:label', 'policy:write', 'exemption:request'],
  approver: ['public', 'read', 'exemption:request', 'exemption:decide', 'attestation:write', 'vex:write'],
  admin: everything,
};

/** Whether any of the roles carries the permission. */
export function isPermitted(held: readonly Role[], permission: Permission): boolean {
  return permission === 'public' || held.some((role) => rolePermissions[role].includes(permission));
}
