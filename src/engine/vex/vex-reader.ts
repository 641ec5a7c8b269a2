import { textAt, type DocumentObject } from '../text/documents.js';
import { quoted } from '../text/read-problems.js';
import type { VexDocument, VexStatement, VexSubject } from './vex-statement.js';

/** Statements, and products of all of them, that are read of one document. */
export const vexLimits = { statements: 20_000, products: 200_000, names: 100 } as const;
const namedProblems = 20;
const longestText = 2_000;
const longestName = 512;

/** Reads one format of VEX. */
export interface VexReader {
  /** Unique, kebab-case; equal to the file's name. */
  readonly id: VexDocument['format'];
  /** Whether the document claims to be of this format. */
  wants(root: DocumentObject): boolean;
  /**
   * A statement that cannot be used is left out and becomes a problem.
   * @throws UnreadableFileError when the document names neither itself nor its time, or is of a version that is not known
   */
  read(root: DocumentObject): VexDocument;
}

/** Collects the statements of a document, and what was left out of it. */
export class VexStatements {
  private readonly kept: VexStatement[] = [];
  private readonly named: string[] = [];
  private count = 0;
  private products = 0;

  /** `where`: the place in the document, as a JSON pointer. */
  problem(where: string, detail: string): void {
    this.count += 1;
    if (this.named.length < namedProblems) this.named.push(`${where}: ${detail}`);
  }

  /** Keeps a statement, unless something about it is wrong. */
  add(where: string, statement: VexStatement): void {
    const fault = this.faultOf(statement);
    if (fault !== null) return this.problem(where, fault);
    this.products += statement.products.length;
    this.kept.push(statement);
  }

  settle(): Pick<VexDocument, 'statements' | 'problems' | 'problemCount'> {
    return { statements: this.kept, problems: this.named, problemCount: this.count };
  }

  private faultOf({ vulnerabilities, products, status }: VexStatement): string | null {
    if (vulnerabilities.length === 0) return 'it names no vulnerability';
    if (products.length === 0) return 'it names no product that is known here';
    if (status === 'fixed' && products.some(({ part }) => part !== null && !hasVersion(part)))
      return 'it calls every version of a product fixed';
    if (this.kept.length >= vexLimits.statements)
      return `the document has more than ${vexLimits.statements} statements`;
    if (this.products + products.length > vexLimits.products)
      return `the document has more than ${vexLimits.products} products`;
    return null;
  }
}

function hasVersion({ purls, range }: VexSubject): boolean {
  return range !== null || purls.every(statesVersion);
}

/** Whether something stands behind an `@` of its last part. */
function statesVersion(purl: string): boolean {
  const [whole = ''] = purl.split(/[?#]/, 1);
  return /@./s.test(whole.slice(whole.lastIndexOf('/') + 1));
}

/** A text for people, cut where it is too long; null: there is none. */
export function wordsAt(value: unknown, name: string): string | null {
  return textAt(value, name)?.slice(0, longestText) ?? null;
}

/** A name; null: there is none, or it is too long to be one. */
export function nameAt(value: unknown, name: string): string | null {
  const text = textAt(value, name);
  return text !== null && text.length <= longestName ? text : null;
}

/** Names of flaws, in upper case, each once. */
export function statedFlaws(names: readonly (string | null)[]): string[] {
  const known = names.flatMap((name) =>
    name === null || name.length > longestName || !/^[\x21-\x7e]+$/.test(name) ? [] : [name.toUpperCase()],
  );
  return [...new Set(known)].slice(0, vexLimits.names);
}

/** ISO 8601 in UTC; null: it is no time. */
export function instantOf(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  const time = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

export const noSubject: VexSubject = { purls: [], digests: [], cpes: [], range: null };

/** Whether anything is known by which it could be recognised. */
export function isKnown({ purls, digests, cpes }: VexSubject): boolean {
  return purls.length + digests.length + cpes.length > 0;
}

/** Whether it holds packages and is none itself: an image, or a platform. */
export function holdsPackages({ purls, digests, cpes }: VexSubject): boolean {
  if (purls.length === 0) return digests.length + cpes.length > 0;
  return purls.every((purl) => /^pkg:(oci|docker)\//i.test(purl));
}

/** What a name is, by how it is written; null: nothing that is known here. */
export function subjectOfName(name: string): VexSubject | null {
  if (name.length > 4_096) return null;
  if (name.startsWith('pkg:')) return { ...noSubject, purls: [name] };
  if (/^cpe:(\/|2\.3:)/.test(name)) return { ...noSubject, cpes: [name] };
  return /^sha256:[0-9a-f]{64}$/.test(name) ? { ...noSubject, digests: [name] } : null;
}

/** All names that one thing has. */
export function joinSubjects(subjects: readonly (VexSubject | null)[]): VexSubject {
  const known = subjects.filter((subject) => subject !== null);
  const unique = (key: 'purls' | 'digests' | 'cpes') => [...new Set(known.flatMap((one) => one[key]))];
  const range = known.find((one) => one.range !== null)?.range ?? null;
  return { purls: unique('purls'), digests: unique('digests'), cpes: unique('cpes'), range };
}

/** A piece of the document, for a message. */
export function named(text: string | null): string {
  return text === null ? 'nothing' : quoted(text);
}
