export interface PolicyParts {
  /** Check ids, or `id: {…}` in YAML's flow style. */
  readonly checks?: readonly string[];
  /** In YAML's flow style. */
  readonly gate?: string;
  /** In YAML's flow style; default: none. */
  readonly exemptions?: string;
  readonly title?: string;
}

/** The text of a policy; by default it denies images that run as root and decides nothing else. */
export function policyText(name: string, parts: PolicyParts = {}): string {
  const { checks = ['image-user-root'], gate = '{ fail_on: high }', exemptions, title = 'Example' } = parts;
  const lines = checks.map((check) => `  ${check.includes(':') ? check : `${check}: {}`}`);
  const rest = exemptions === undefined ? '' : `exemptions: ${exemptions}\n`;
  return `name: ${name}\ntitle: ${title}\nchecks:\n${lines.join('\n')}\ngate: ${gate}\n${rest}`;
}
