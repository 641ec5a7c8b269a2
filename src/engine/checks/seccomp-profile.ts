/** What a seccomp profile of Docker's form lets pass. */
export interface SeccompProfile {
  readonly defaultAction: string;
  /** Calls that it does not name pass. */
  readonly isOpenByDefault: boolean;
  /** Calls that it allows whatever the capabilities and arguments. */
  readonly allowed: ReadonlySet<string>;
}

const letsPass = (action: unknown) => action === 'SCMP_ACT_ALLOW' || action === 'SCMP_ACT_LOG';

/** Null: the text is no such profile. */
export function readSeccompProfile(text: string): SeccompProfile | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value) || typeof value['defaultAction'] !== 'string') return null;
  const { defaultAction } = value as { defaultAction: string };
  const allowed = new Set<string>();
  for (const rule of listOf(value['syscalls'])) {
    if (!isRecord(rule) || !letsPass(rule['action']) || isConditional(rule)) continue;
    for (const name of [...listOf(rule['names']), rule['name']])
      if (typeof name === 'string') allowed.add(name);
  }
  return { defaultAction, isOpenByDefault: letsPass(defaultAction), allowed };
}

/** Only with a capability, or for some arguments. */
function isConditional(rule: Record<string, unknown>): boolean {
  const { includes } = rule;
  return listOf(rule['args']).length > 0 || (isRecord(includes) && listOf(includes['caps']).length > 0);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
