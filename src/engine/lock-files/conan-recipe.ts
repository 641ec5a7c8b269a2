import type { ConanReference } from './conan-format.js';
import type { ReadProblems } from '../text/read-problems.js';
import { type PythonToken, pythonTokens } from './python-tokens.js';

/** How sections of packages are called, and whether what they hold is only for development. */
export const sections: ReadonlyMap<string, boolean> = new Map([
  ['requires', false],
  ['tool_requires', true],
  ['build_requires', true],
  ['test_requires', true],
]);

/** Attributes of a recipe's class: what a recipe itself is made of comes to them. */
const attributes: ReadonlyMap<string, boolean> = new Map([...sections, ['python_requires', true]]);

/** What may stand beside a reference, and nothing at all. */
const passedOver: ReadonlySet<string> = new Set(['', 'None', 'override', 'private']);

/** Tokens of a program beyond these are not read; of an argument these are enough to see that it is worked out. */
const mostTokens = 200_000;
const mostOfArgument = 20;
/** Characters of a token that are looked at. */
const longestToken = 500;

/**
 * The references that a recipe states as text (https://docs.conan.io/2/reference/conanfile.html), in attributes
 * (`requires = "zlib/1.2.13"`) and in calls (`self.requires("zlib/1.2.13")`), on whichever condition. What is worked out
 * is given as it is written.
 */
export function* recipeReferences(program: string, problems: ReadProblems): Generator<ConanReference> {
  const tokens = readTokens(program, problems);
  for (let index = 0; index < tokens.length;) {
    const name = tokens[index]!;
    const isDevelopment = name.kind === 'name' ? attributes.get(name.value) : undefined;
    index += 1;
    if (isDevelopment === undefined) continue;
    const { parts, end } = statedAfter(tokens, index);
    for (const part of parts) {
      // What is put into a text is in braces, which no name and version has.
      const isWorkedOut = part.some(
        ({ kind, value }) => (kind !== 'text' && kind !== 'formed') || value.length > longestToken,
      );
      const words = part.map((token) => token.value.slice(0, longestToken));
      const text = words.join(isWorkedOut ? ' ' : '');
      if (!passedOver.has(text)) yield { text, isDevelopment, isWorkedOut };
    }
    index = end;
  }
}

function readTokens(program: string, problems: ReadProblems): PythonToken[] {
  const tokens: PythonToken[] = [];
  for (const token of pythonTokens(program)) {
    if (tokens.length === mostTokens) {
      problems.add(`of the program ${mostTokens} tokens were read`);
      break;
    }
    tokens.push(token);
  }
  return tokens;
}

interface Stated {
  readonly parts: readonly (readonly PythonToken[])[];
  /** The token to go on with. */
  readonly end: number;
}

/** What is assigned to the name before this place, or given to its call. */
function statedAfter(tokens: readonly PythonToken[], start: number): Stated {
  const before = tokens[start - 2];
  const [first, second, third] = [0, 1, 2].map((step) => tokens[start + step]?.value ?? '');
  if (before?.kind === 'mark' && before.value === '.') {
    const isAdded = first === '.' && second === 'add' && third === '(';
    const opened = start + (isAdded ? 3 : 1);
    return { parts: isAdded || first === '(' ? [argumentAt(tokens, opened)] : [], end: start };
  }
  const isStatement = !before || before.kind === 'end' || before.value === ':';
  return isStatement && (first === '=' || first === '+=')
    ? assignedAt(tokens, start + 1)
    : { parts: [], end: start };
}

/** The first argument of a call. */
function argumentAt(tokens: readonly PythonToken[], start: number): readonly PythonToken[] {
  let depth = 0;
  let index = start;
  for (; index < Math.min(tokens.length, start + mostOfArgument); index += 1) {
    const { kind, value } = tokens[index]!;
    const isMark = kind === 'mark';
    if (kind === 'end' || (isMark && depth === 0 && (value === ',' || value === ')'))) break;
    if (isMark && '([{'.includes(value)) depth += 1;
    else if (isMark && ')]}'.includes(value)) depth -= 1;
  }
  return tokens.slice(start, index);
}

/** The elements of a text, a tuple or a list, and of those in it. */
function assignedAt(tokens: readonly PythonToken[], start: number): Stated {
  const parts: PythonToken[][] = [[]];
  let index = start;
  for (; index < tokens.length; index += 1) {
    const token = tokens[index]!;
    if (token.kind === 'end') break;
    if (token.kind === 'mark' && '()[]{},'.includes(token.value)) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return { parts, end: index };
}
