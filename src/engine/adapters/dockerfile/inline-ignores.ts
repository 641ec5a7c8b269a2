import type { DockerfileFacts } from '../../model/dockerfile-facts.js';
import type { CommentLine } from './logical-lines.js';

type InlineIgnore = DockerfileFacts['inlineIgnores'][number];

interface IgnoreForm {
  readonly tool: string;
  /** Its first group holds the rules, its second one what follows. */
  readonly pattern: RegExp;
}

const rules = '([\\w.-]+(?:[ \\t]{0,8}[,;][ \\t]{0,8}[\\w.-]+)*)';
const forms: readonly IgnoreForm[] = [
  {
    tool: 'hadolint',
    pattern: new RegExp(`^#[ \\t]*hadolint[ \\t]+(?:global[ \\t]+)?ignore[ \\t]*=[ \\t]*${rules}(.*)`),
  },
  { tool: 'trivy', pattern: new RegExp(`^#[ \\t]*(?:trivy|tfsec):ignore:${rules}(.*)`) },
  { tool: 'checkov', pattern: new RegExp(`^#[ \\t]*(?:checkov|bridgecrew):skip=${rules}(.*)`) },
  { tool: 'semgrep', pattern: new RegExp(`^#[ \\t]*nosemgrep:[ \\t]*${rules}(.*)`) },
  { tool: 'buildkit', pattern: new RegExp(`^#[ \\t]*check[ \\t]*=[ \\t]*skip=${rules}(.*)`) },
];

/** Comments that tell a linter to be silent. What follows the rules is the reason; an expiry date is none. */
export function inlineIgnores(comments: readonly CommentLine[]): InlineIgnore[] {
  return comments.flatMap(({ line, text }) => {
    for (const { tool, pattern } of forms) {
      const [, names, rest = ''] = pattern.exec(text.slice(0, 1024)) ?? [];
      if (names === undefined) continue;
      const reason = rest
        .replace(/\bexp:\S+|;error=\w+|\[[^\][]*\]/g, '')
        .replace(/^[\s:#\-–—]+/, '')
        .trim();
      return [{ line, tool, rules: names.split(/[\s,;]+/), reason: /\p{L}/u.test(reason) ? reason : null }];
    }
    return [];
  });
}
