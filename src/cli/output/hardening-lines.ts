import type { HardeningChange } from '../../engine/hardening/generator.js';
import type { GeneratedProduct, HardeningReport } from '../../engine/hardening/harden.js';
import type { Language } from '../../engine/model/text.js';
import type { Colours } from './colour.js';
import { countText, shown, wrapped } from './text.js';

export interface HardeningLineOptions {
  readonly language: Language;
  readonly colours: Colours;
  /** Columns to print in. */
  readonly width: number;
}

/** So many changes of one text are told. */
const mostTold = 40;
const indent = '    ';

/** What was made, what that changed, what it may break, how to undo it, and what is left open. */
export function hardeningLines(
  product: GeneratedProduct,
  path: string | null,
  options: HardeningLineOptions,
): string[] {
  const { title, fileName, use, risks, undo } = product;
  const { language, colours } = options;
  const [changes, open] = [distinct(product.changes, language), distinct(product.open, language)];
  const counts = [countText(changes.length, 'change'), ...(open.length > 0 ? [`${open.length} open`] : [])];
  const isFurther = changes.length === 0 && risks.length === 0 && open.length === 0;
  const head = `${shown(path ?? fileName)} (${title[language]})${isFurther ? '' : `: ${counts.join(', ')}`}`;
  return [
    colours.bold(head),
    ...listed('change', changes, options),
    ...risks.flatMap((risk) => told(`May break: ${risk[language]}`, options)),
    ...listed('open', open, options),
    ...told(`Use: ${use[language]}`, options),
    ...(isFurther ? [] : told(`Undo: ${undo[language]}`, options)),
  ];
}

/** What could not be made, and why. */
export function leftLines(
  left: HardeningReport['left'],
  { language, width }: HardeningLineOptions,
): string[] {
  return left.flatMap(({ generator, reason }) => {
    const [first = '', ...rest] = wrapped(`${generator}: not made: ${shown(reason[language])}`, width - 4);
    return [first, ...rest.map((line) => indent + line)];
  });
}

/** Each message once. */
function distinct(changes: readonly HardeningChange[], language: Language): HardeningChange[] {
  return [...new Map(changes.map((change) => [change.message[language], change])).values()];
}

function listed(
  what: string,
  changes: readonly HardeningChange[],
  { language, width, colours }: HardeningLineOptions,
): string[] {
  const head = `  ${what.padEnd(7)} `;
  const lines = changes.slice(0, mostTold).flatMap(({ check, message }) => {
    const name = check === null ? '' : `${check}: `;
    const [first = '', ...rest] = wrapped(`${name}${shown(message[language])}`, width - head.length);
    return [head + first, ...rest.map((line) => indent + line)];
  });
  return changes.length > mostTold
    ? [...lines, colours.dim(`  and ${changes.length - mostTold} more`)]
    : lines;
}

function told(text: string, { colours, width }: HardeningLineOptions): string[] {
  return wrapped(shown(text), width - indent.length).map((line) => colours.dim(indent + line));
}
