/** What a statement says of a product, the most careful first. */
export const vexStatuses = ['affected', 'under_investigation', 'fixed', 'not_affected'] as const;
export type VexStatus = (typeof vexStatuses)[number];

/** Why a product is not affected (https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md#status-justifications). */
export const vexJustifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const;
export type VexJustification = (typeof vexJustifications)[number];

/** Names of one thing; any of them fits it. One without names is nothing that is known. */
export interface VexSubject {
  /** Package URLs. */
  readonly purls: readonly string[];
  /** `sha256:…`, of an image. */
  readonly digests: readonly string[];
  /** Of a platform: `cpe:/o:redhat:enterprise_linux:9`. */
  readonly cpes: readonly string[];
  /** Of its versions, as `vers` (https://www.packageurl.org/docs/vers); null: as its package URL says. */
  readonly range: string | null;
}

/** What a statement is about. */
export interface VexProduct {
  /** The package; null: everything in what it lies within. */
  readonly part: VexSubject | null;
  /** What it lies within, such as an image or a platform: all of them; none: wherever it is found. */
  readonly within: readonly VexSubject[];
}

/** One statement of a document: a flaw, some products, and what is said of them. Plain JSON. */
export interface VexStatement {
  /** Every name of the flaw that is given, in upper case. */
  readonly vulnerabilities: readonly string[];
  readonly status: VexStatus;
  /** In the words of the document; null: it gives none. */
  readonly justification: string | null;
  /** Why, in words for people: impact or notes; null: it says nothing. */
  readonly explanation: string | null;
  /** What to do; null: it says nothing. */
  readonly action: string | null;
  /** ISO 8601: when it was made, or last changed. */
  readonly statedAt: string;
  readonly products: readonly VexProduct[];
}

/** A document of statements, as it was read. */
export interface VexDocument {
  readonly format: 'openvex' | 'csaf' | 'cyclonedx';
  /** As its author names it: the same over its versions. */
  readonly id: string;
  /** As its author counts it: `3`, `1.0.2`. */
  readonly version: string;
  /** ISO 8601: of this version. */
  readonly issuedAt: string;
  readonly author: string | null;
  readonly statements: readonly VexStatement[];
  /** What was left out, and why. The first of them are named. */
  readonly problems: readonly string[];
  /** How many there are. */
  readonly problemCount: number;
}

/** A statement as the judge takes it. */
export interface VexRule extends VexStatement {
  readonly id: string;
  /** Who it came from, as it was imported. */
  readonly source: string;
  /** Whether that source decides: only then its word takes a finding away from the gate. */
  readonly isTrusted: boolean;
  /** Name of the document, as its author gave it. */
  readonly document: string;
  readonly documentVersion: string;
}

/** What VEX says of a finding. */
export interface FindingVex {
  readonly status: VexStatus;
  readonly justification: string | null;
  readonly explanation: string | null;
  readonly action: string | null;
  readonly source: string;
  readonly document: string;
  /** ISO 8601. */
  readonly statedAt: string;
  /** Whether it takes the finding away from the gate: a trusted source says `not_affected` or `fixed`. */
  readonly isApplied: boolean;
}
