/** What keeps a finding from the gate. */
export interface Settled {
  /** Id of the exemption that covers it; null: none does. */
  readonly exemption: string | null;
  /** What VEX says of it; absent or null: nothing. */
  readonly vex?: { readonly isApplied: boolean } | null | undefined;
}

/** Whether nothing keeps it from the gate: no exemption, and no word of a trusted source. */
export function isOpen(finding: Settled): boolean {
  return finding.exemption === null && !isDismissed(finding);
}

/** Whether a trusted source says that it does not apply. */
export function isDismissed({ vex }: Settled): boolean {
  return vex?.isApplied === true;
}
