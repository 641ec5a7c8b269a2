import { noFiles } from '../adapters/input-adapter.js';
import { exampleNow } from '../checks/example-facts.js';
import { defaultHardeningSettings, type HardeningSettings } from './hardening-settings.js';
import { harden, type HardeningReport, type HardeningRequest } from './harden.js';

/** Hardens a text; throws where it cannot be read. */
export function hardened(
  input: HardeningRequest['input'],
  text: string | null,
  only: readonly string[] = [],
  settings: Partial<HardeningSettings> = {},
): HardeningReport {
  const name = input === 'compose' ? 'compose.yaml' : input === 'host' ? 'host.json' : 'docker run';
  const result = harden({
    ...{ input, name, text, files: noFiles, options: {}, only, now: new Date(exampleNow) },
    settings: { ...defaultHardeningSettings, ...settings },
  });
  if (!result.ok) throw new Error(result.problem.message.en);
  return result;
}

/** The text of the one product of a generator. */
export function textOf({ products }: HardeningReport, generator: string): string {
  const [product, ...more] = products.filter((one) => one.generator === generator);
  if (!product || more.length > 0) throw new Error(`${more.length + 1} products of ${generator}`);
  return product.text;
}
