import { stringify } from 'yaml';
import { compareText } from '../checks/vulnerability-text.js';
import { parseVexPurl } from '../vex/vex-purl.js';
import type { DecisionExport } from './decision-export.js';
import { flawDecisions, publicNames, type FlawDecision } from './decision-words.js';
import { headComment } from './rule-comment.js';

/** What Grype calls the types of package URLs (https://github.com/anchore/syft/blob/main/syft/pkg/type.go). */
const types: ReadonlyMap<string, string> = new Map([
  ['apk', 'apk'],
  ['cargo', 'rust-crate'],
  ['composer', 'php-composer'],
  ['conan', 'conan'],
  ['deb', 'deb'],
  ['gem', 'gem'],
  ['golang', 'go-module'],
  ['hackage', 'hackage'],
  ['hex', 'hex'],
  ['maven', 'java-archive'],
  ['npm', 'npm'],
  ['nuget', 'dotnet'],
  ['pub', 'dart-pub'],
  ['pypi', 'python'],
  ['rpm', 'rpm'],
  ['swift', 'swift'],
]);

/**
 * Ignore rules for `.grype.yaml`. Grype knows no end of a rule: each carries it in its reason, and the file is to be written
 * anew. A rule of an exemption that ends with a fix holds only while there is none.
 */
export const grypeExport: DecisionExport = {
  id: 'grype',
  title: 'ignore rules of Grype (.grype.yaml)',
  mediaType: 'application/yaml',
  form: 'rules',
  write(source) {
    const rules = new Map<string, object>();
    for (const decision of flawDecisions(source.decisions)) {
      for (const name of publicNames(decision.flaw)) {
        const rule = ruleOf(decision, name);
        if (rule) rules.set(JSON.stringify(rule), rule);
      }
    }
    const ignore = [...rules].sort(([a], [b]) => compareText(a, b)).map(([, rule]) => rule);
    const checks = source.decisions.filter(({ check, exemption }) => check !== null && exemption !== null);
    const notes =
      checks.length === 0 ? [] : ['Exemptions of checks are left out: Grype looks for flaws alone.'];
    return headComment(source, notes) + stringify({ ignore }, { lineWidth: 0 });
  },
};

function ruleOf({ exemption, component }: FlawDecision, vulnerability: string): object | null {
  const purl = parseVexPurl(component.purl);
  if (!exemption || !purl) return null;
  const type = types.get(purl.type);
  const until = exemption.expiresAt.toISOString();
  return {
    vulnerability,
    reason: `${exemption.kind} until ${until}, exemption ${exemption.id}: ${exemption.reason}`,
    ...(exemption.endsWithFix ? { 'fix-state': 'not-fixed' } : {}),
    package: { name: component.name, version: component.version, ...(type === undefined ? {} : { type }) },
  };
}
