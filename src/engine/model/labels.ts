/** Names to texts, as people or images put them on a target. */
export type Labels = Readonly<Record<string, string>>;

/** Labels of one target. */
export const mostLabels = 64;
/** Characters of a label's value. */
export const longestLabelValue = 256;

/** Letters, digits and `. _ - /` between two letters or digits; at most 128 characters. */
export const labelName = /^[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,126}[A-Za-z0-9])?$/;
/** No control characters and no halves of characters, which no database holds. */
export const labelValue = /^[^\p{Cc}\p{Cs}]*$/u;

/** Labels that have a field of their own: the team that answers for a target, and where it runs. */
export const ownerLabel = 'owner';
export const environmentLabel = 'environment';

/** Those of an image's own labels that can be labels of a target: of proper names and values, the first in order. */
export function keptLabels(labels: Labels): Labels {
  const kept = Object.entries(labels)
    .filter(
      ([name, value]) => labelName.test(name) && value.length <= longestLabelValue && labelValue.test(value),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(kept.slice(0, mostLabels));
}

/** `environment=prod` → `['environment', 'prod']`; without a `=` the value is null: any. */
export function splitLabel(text: string): [name: string, value: string | null] {
  const at = text.indexOf('=');
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}

/** Whether a label is there: `name=value`, or `name` with any value. */
export function hasLabel(labels: Labels, text: string): boolean {
  const [name, value] = splitLabel(text);
  return Object.hasOwn(labels, name) && (value === null || labels[name] === value);
}

/** The pairs as a map; of one name the last counts. */
export function labelsOf(pairs: readonly string[]): Labels {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name, value] = splitLabel(pair);
      return [name, value ?? ''];
    }),
  );
}
