import { stringify } from 'yaml';
import { compareText } from '../checks/vulnerability-text.js';
import { findCheck } from '../checks/find-check.js';
import type { Decision, DecisionExport } from './decision-export.js';
import { headComment } from './rule-comment.js';
import { publicNames } from './decision-words.js';

/** One entry of the file (https://trivy.dev/docs/latest/configuration/filtering/#trivyignoreyaml). */
interface Entry {
  readonly id: string;
  readonly expiredAt: Date;
  readonly statement: string;
  readonly purls: Set<string>;
  readonly paths: Set<string>;
}

/**
 * `.trivyignore.yaml`: flaws by package URL, checks by the ids of Trivy's own that they stand for, and secrets by path; each
 * until its exemption ends. Checks that Trivy has none for are named in a comment.
 */
export const trivyignoreExport: DecisionExport = {
  id: 'trivyignore',
  title: '.trivyignore.yaml',
  mediaType: 'application/yaml',
  form: 'rules',
  write(source) {
    const waived = source.decisions.filter(({ exemption }) => exemption !== null);
    const sections = {
      vulnerabilities: entriesOf(waived, ({ flaw }) => (flaw ? publicNames(flaw) : [])),
      misconfigurations: entriesOf(waived, ({ check }) => trivyChecks(check)),
    };
    const unknown = waived.flatMap(({ check }) =>
      check !== null && trivyChecks(check).length === 0 ? [check] : [],
    );
    const given = Object.entries(sections).filter(([, entries]) => entries.length > 0);
    const notes = [...new Set(unknown)]
      .sort()
      .map((check) => `${check}: Trivy has no check of this kind; its exemption is left out.`);
    const body = given.length === 0 ? '{}\n' : stringify(Object.fromEntries(given), { lineWidth: 0 });
    return headComment(source, notes) + body;
  },
};

function trivyChecks(check: string | null): readonly string[] {
  const references = check === null ? undefined : findCheck(check)?.references;
  return references?.trivy ?? [];
}

/** One entry for each id and exemption. */
function entriesOf(
  decisions: readonly Decision[],
  idsOf: (decision: Decision) => readonly string[],
): object[] {
  const entries = new Map<string, Entry>();
  for (const decision of decisions) {
    const { exemption, component, location } = decision;
    if (!exemption) continue;
    for (const id of idsOf(decision)) {
      const key = `${id} ${exemption.id}`;
      const known = entries.get(key) ?? {
        id,
        expiredAt: exemption.expiresAt,
        statement: `${exemption.kind}, exemption ${exemption.id}: ${exemption.reason}`,
        purls: new Set<string>(),
        paths: new Set<string>(),
      };
      entries.set(key, known);
      if (component) known.purls.add(component.purl);
      else if (location && isFile(location.path)) known.paths.add(location.path.replace(/^\/+/, ''));
    }
  }
  return [...entries.entries()].sort(([a], [b]) => compareText(a, b)).map(([, entry]) => shown(entry));
}

/** Fields of an image's config are no files. */
function isFile(path: string): boolean {
  return path !== '' && !/^config\./.test(path);
}

function shown({ id, expiredAt, statement, purls, paths }: Entry): object {
  return {
    id,
    ...(purls.size > 0 ? { purls: [...purls].sort() } : {}),
    ...(paths.size > 0 ? { paths: [...paths].sort() } : {}),
    expired_at: expiredAt.toISOString(),
    statement,
  };
}
