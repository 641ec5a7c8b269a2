const day = 86_400_000;

/**
 * Which reminder of an exemption's end is due: so many days before it, one of `leads`. Of several that have passed the last
 * one is told, once. An exemption that was to live shorter than a lead is not reminded of it: whoever approved it knew.
 * @param reminded The one that was told last; null: none was.
 * @returns null when there is none to tell
 */
export function reminderDue(
  { decidedAt, expiresAt }: { readonly decidedAt: Date; readonly expiresAt: Date },
  leads: readonly number[],
  reminded: number | null,
  now: Date,
): number | null {
  const left = expiresAt.getTime() - now.getTime();
  const life = expiresAt.getTime() - decidedAt.getTime();
  if (left <= 0) return null;
  const passed = leads.filter((days) => left <= days * day && life > days * day);
  if (passed.length === 0) return null;
  const due = Math.min(...passed);
  return reminded === null || due < reminded ? due : null;
}
