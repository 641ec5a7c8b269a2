import type { ReadDocument } from './json-documents.js';

/** Above what containers and services come to: a container is some hundred values, a machine runs some thousands. */
const most = {
  elements: 5_000,
  valuesOfOne: 20_000,
  values: 2_000_000,
  variablesOfOne: 2_000,
  variables: 100_000,
} as const;

/** The documents that are looked at, and why the others are not: what is read of each takes far more room than its text. */
export function withinBudget(documents: readonly ReadDocument[]): {
  readonly documents: readonly ReadDocument[];
  readonly excess: readonly string[];
} {
  const kept: ReadDocument[] = [];
  const excess: string[] = [];
  const left = { values: most.values as number, variables: most.variables as number };
  for (const document of documents.slice(0, most.elements)) {
    const { values, variables } = sizeOf(document.value);
    const place = document.pointer === '' ? 'it' : document.pointer;
    if (values > most.valuesOfOne) excess.push(`${place} holds more than ${most.valuesOfOne} values`);
    else if (variables > most.variablesOfOne)
      excess.push(`${place} has more than ${most.variablesOfOne} variables`);
    else if (values > left.values || variables > left.variables)
      excess.push(`${place} is left out, as all together are too large`);
    else {
      left.values -= values;
      left.variables -= variables;
      kept.push(document);
    }
  }
  if (documents.length > most.elements) excess.push(`it has more than ${most.elements} elements`);
  return { documents: kept, excess: excess.slice(0, 100) };
}

/** Counted no further than it matters, and without recursion: how deep it is nested is anybody's to say. */
function sizeOf(document: unknown): { readonly values: number; readonly variables: number } {
  const waiting: unknown[] = [document];
  let [values, variables] = [0, 0];
  while (waiting.length > 0 && values <= most.valuesOfOne) {
    const value = waiting.pop();
    values += 1;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      if (name === 'Env' && Array.isArray(member)) variables += member.length;
      waiting.push(member);
      if (waiting.length > most.valuesOfOne) return { values: waiting.length, variables };
    }
  }
  return { values, variables };
}
