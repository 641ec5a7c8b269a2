import type { InputAdapter, InputProblem, ProjectFiles, ReadOptions } from '../adapters/input-adapter.js';
import { readInput } from '../adapters/read-input.js';
import { hostParts, type HostFacts, type HostPart } from '../model/host-facts.js';
import type { Text } from '../model/text.js';
import type { FixLimits } from '../remediation/apply-fixes.js';
import { shellQuoted } from '../remediation/run-line-text.js';
import { isObject, parseJsonText, valueOf } from '../text/documents.js';
import { hardenText, type HardenedText } from './harden-text.js';
import type { HardeningGenerator, HardeningProduct } from './generator.js';
import type { HardeningSettings } from './hardening-settings.js';
import { hardeningGenerators } from './index.generated.js';
import { runLineOf } from './run-line.js';

/** What is to be hardened. */
export interface HardeningRequest {
  /** Id of the input's adapter. */
  readonly input: InputAdapter['id'];
  /** Path from the project's folder. */
  readonly name: string;
  /** Null: parameters alone, of a workload those name an image. */
  readonly text: string | null;
  readonly files: ProjectFiles;
  readonly options: Partial<Omit<ReadOptions, 'name' | 'files'>>;
  readonly settings: HardeningSettings;
  /** Ids of the generators that are wanted; empty: all that fit. */
  readonly only: readonly string[];
  readonly now: Date;
  readonly limits?: FixLimits;
}

/** A product with the generator that made it. */
export interface GeneratedProduct extends HardeningProduct {
  readonly generator: string;
  readonly title: Text;
}

export interface HardeningReport {
  readonly ok: true;
  readonly products: readonly GeneratedProduct[];
  /** Generators that had nothing to make, with the reason. */
  readonly left: readonly { readonly generator: string; readonly reason: Text }[];
}

export type HardeningResult = HardeningReport | { readonly ok: false; readonly problem: InputProblem };

/** So many containers of a list are hardened. */
const mostContainers = 50;

/** Makes what hardens a workload or a host. Pure. Not ok: the text cannot be read, or is of a kind that is not hardened. */
export function harden(request: HardeningRequest): HardeningResult {
  return request.input === 'host' ? hardenHost(request) : hardenWorkload(request);
}

function hardenHost({
  name,
  text,
  files,
  options,
  settings,
  only,
  now,
  limits,
}: HardeningRequest): HardeningResult {
  const read = readInput('host', text ?? emptyBundle, {
    ...options,
    files,
    name: text === null ? 'host' : name,
  });
  if (!read.ok) return read;
  if (read.facts.kind !== 'host') return refused(notHardened);
  const { facts } = read;
  const textOf = (part: HostPart) => partOf(facts, text ?? emptyBundle, part);
  const host = { facts, textOf, now, ...(limits && { limits }) };
  const products: GeneratedProduct[] = [];
  const left: { generator: string; reason: Text }[] = [];
  for (const generator of wanted(only)) {
    if (generator.subject !== 'host') continue;
    const made = generator.generate(host, settings);
    if ('en' in made) left.push({ generator: generator.id, reason: made });
    else products.push(...made.map((product) => labelled(generator, product)));
  }
  return { ok: true, products, left };
}

const emptyBundle = '{ "format": "ironhull-host-bundle", "version": 1, "parts": {} }';

/** The text of a part as it was given; null: it is not to be had. */
function partOf({ format, parts }: HostFacts, text: string, part: HostPart): string | null {
  if (format !== 'bundle') return format === part ? text : null;
  if (parts[part].status === 'missing' || !hostParts.includes(part)) return null;
  const all = valueOf(parseJsonText(text.replace(/^\ufeff/, ''), 'it'), 'parts');
  const found = isObject(all) ? valueOf(valueOf(all, part), 'text') : undefined;
  return typeof found === 'string' ? found : null;
}

function hardenWorkload(request: HardeningRequest): HardeningResult {
  const hardened = hardenedTexts(request);
  if (!Array.isArray(hardened)) return hardened;
  const products = hardened.flatMap((text) =>
    wanted(request.only).flatMap((generator) =>
      generator.subject === 'workload'
        ? generator.generate(text, request.settings).map((product) => labelled(generator, product))
        : [],
    ),
  );
  return { ok: true, products: distinct(products), left: [] };
}

type Refused = Extract<HardeningResult, { readonly ok: false }>;

function hardenedTexts(request: HardeningRequest): HardenedText[] | Refused {
  const { input, name, files, options, settings, now, limits } = request;
  const lines = linesOf(request);
  if (!Array.isArray(lines)) return lines;
  const hardened: HardenedText[] = [];
  for (const { text, left } of lines) {
    const kind = input === 'compose' ? 'compose' : 'run-command';
    const made = hardenText({ input: kind, name, text, files, options }, settings, now, limits);
    if (!made.ok) return made;
    const open = [...made.hardened.open, ...left.map((message) => ({ check: null, message }))];
    hardened.push({ ...made.hardened, open });
  }
  return hardened;
}

interface Line {
  readonly text: string;
  readonly left: readonly Text[];
}

/** The text itself; containers as run lines; of parameters alone the shortest line. */
function linesOf({ input, name, text, files, options, settings }: HardeningRequest): Line[] | Refused {
  if (text === null) {
    const { image } = settings;
    if (image === null) return refused(noImage);
    const called = settings.name === null ? '' : ` --name=${shellQuoted(settings.name)}`;
    return [{ text: `docker run --detach${called} ${shellQuoted(image)}\n`, left: [] }];
  }
  if (input === 'run-command' || input === 'compose') return [{ text, left: [] }];
  if (input !== 'container') return refused(notHardened);
  const read = readInput(input, text, { ...options, name, files });
  if (!read.ok) return read;
  const workloads = read.facts.kind === 'workload' ? read.facts.workloads : [];
  return workloads.length > mostContainers
    ? refused(tooMany)
    : workloads.map((workload) => runLineOf(workload));
}

function wanted(only: readonly string[]): readonly HardeningGenerator[] {
  return hardeningGenerators.filter(({ id }) => only.length === 0 || only.includes(id));
}

function labelled({ id, title }: HardeningGenerator, product: HardeningProduct): GeneratedProduct {
  return { generator: id, title, ...product };
}

/** With a number in the name of a file that there was before. */
function distinct(products: readonly GeneratedProduct[]): GeneratedProduct[] {
  const taken = new Map<string, number>();
  return products.map((product) => {
    const { fileName } = product;
    const count = (taken.get(fileName) ?? 0) + 1;
    taken.set(fileName, count);
    return count === 1 ? product : { ...product, fileName: fileName.replace(/(?=\.|$)/, `-${count}`) };
  });
}

function refused(message: Text): Refused {
  return { ok: false, problem: { file: null, line: null, column: null, message } };
}

const noImage: Text = {
  en: 'Give a docker run line, docker inspect, a compose file, or an image.',
  zh: '请提供 docker run 命令、docker inspect 输出、Compose 文件或镜像名。',
};
const notHardened: Text = {
  en: 'A docker run line, docker inspect, a compose file or a host is hardened; "ironhull fix" mends manifests and Dockerfiles.',
  zh: '可加固的输入为 docker run 命令、docker inspect、Compose 文件或主机；清单与 Dockerfile 请用“ironhull fix”。',
};
const tooMany: Text = {
  en: `More than ${mostContainers} containers: give fewer at a time.`,
  zh: `超过 ${mostContainers} 个容器：请分批提供。`,
};
