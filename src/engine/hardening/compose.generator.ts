import { stringify } from 'yaml';
import { composeServiceOf } from './compose-service.js';
import type { HardenedText } from './harden-text.js';
import { defineHardening, type HardeningProduct } from './generator.js';
import type { HardeningSettings } from './hardening-settings.js';
import { workloadName } from './profile-name.js';
import { ofText } from './workload-product.js';

export const composeGenerator = defineHardening({
  id: 'compose',
  title: { en: 'Service of compose', zh: 'Compose 服务' },
  subject: 'workload',
  generate(hardened, settings): HardeningProduct[] {
    if (hardened.input === 'compose') return composeFiles(hardened);
    const made = composeOf(hardened, settings);
    return made === null ? [] : [made];
  },
});

const use = {
  en: 'Start it with docker compose up -d; docker compose config tells what compose makes of it.',
  zh: '以 docker compose up -d 启动；docker compose config 可查看解析结果。',
};

function composeFiles(hardened: HardenedText): HardeningProduct[] {
  const product = ofText(hardened, hardened.name, hardened.text, use);
  const others = [...hardened.others].map(([fileName, text]) => ({
    ...product,
    ...{ fileName, text, changes: [], risks: [], open: [] },
  }));
  return [product, ...others];
}

function composeOf(hardened: HardenedText, settings: HardeningSettings): HardeningProduct | null {
  const made = composeServiceOf(hardened.text);
  if (!made) return null;
  const name = workloadName(hardened.subject.workloads[0]!, settings);
  const declared = (names: readonly string[]) => Object.fromEntries(names.map((one) => [one, {}]));
  const text = stringify(
    {
      services: { [name]: made.service },
      ...(made.networks.length > 0 && { networks: declared(made.networks) }),
      ...(made.volumes.length > 0 && { volumes: declared(made.volumes) }),
    },
    { lineWidth: 0 },
  );
  const left = made.left.map((message) => ({ check: null, message }));
  const product = ofText(hardened, 'compose.yaml', text, use);
  return { ...product, open: [...product.open, ...left] };
}
