import { isObject, listOf, textAt, valueOf, type DocumentObject } from '../text/documents.js';
import { Answers, namesOf } from './read-answers.js';

/** The tool cuts lists short when it is asked to (`-n`), and says so in their place. */
const cutShort = '(truncated)';

/**
 * The answers of the tool's JSON: `tests[{id, desc, results[{id, desc, result, details?, items?}]}]`. Null: it is none.
 */
export function readBenchJson(document: unknown): Answers | null {
  const sections = valueOf(document, 'tests');
  if (!Array.isArray(sections)) return null;
  const answers = new Answers();
  for (const section of sections) {
    const results = valueOf(section, 'results');
    if (!Array.isArray(results)) answers.refuse('one of its sections has no list of results');
    for (const result of listOf(results)) {
      if (isObject(result)) takeResult(result, answers);
      else answers.refuse('one of its results is no object');
    }
  }
  return answers;
}

function takeResult(result: DocumentObject, answers: Answers): void {
  const id = textAt(result, 'id');
  if (id === null) return answers.refuse('one of its results has no number');
  const items = valueOf(result, 'items');
  const named = listOf(items).filter((item) => typeof item === 'string');
  if (items !== undefined && named.length !== listOf(items).length)
    answers.refuse(`the elements of its test ${id.slice(0, 40)} are not all texts`);
  if (items !== undefined && !Array.isArray(items))
    answers.refuse(`the elements of its test ${id.slice(0, 40)} are no list`);
  if (named.includes(cutShort)) answers.refuse(`its test ${id.slice(0, 40)} does not name all elements`);
  answers.take({
    id,
    description: textAt(result, 'desc') ?? '',
    result: textAt(result, 'result') ?? '',
    details: textAt(result, 'details'),
    items: elementsOf(named.filter((item) => item !== cutShort)),
  });
}

/** The tool splits its lists at spaces: `net (swarm)` comes as two, and `[a:1 b:2]` too. */
function elementsOf(items: readonly string[]): string[] {
  const elements: string[] = [];
  for (const item of items) {
    const last = elements.at(-1);
    if (last !== undefined && /^\([a-z]+\)$/.test(item)) elements[elements.length - 1] = `${last} ${item}`;
    else elements.push(...namesOf(item));
  }
  return elements;
}
