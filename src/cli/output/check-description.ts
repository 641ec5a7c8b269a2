import { checkAreas, type Check, type Example } from '../../engine/checks/check.js';
import type { CheckDescription } from '../../engine/checks/describe-check.js';
import type * as engine from '../engine.js';
import type { Language } from '../../engine/model/text.js';
import type { Colours } from './colour.js';
import { layOut } from './table.js';
import { columnsOf, countText, padded, shown, wrapped } from './text.js';

export interface DescriptionOptions {
  /** Columns to print in. */
  readonly width: number;
  readonly colours: Colours;
  readonly language: Language;
}

/** The checks of each area: severity, id, title. */
export function renderCheckList(
  checks: readonly CheckDescription[],
  { width, colours, language }: DescriptionOptions,
): string {
  const blocks = checkAreas.flatMap((area) => {
    const list = checks.filter((check) => check.area === area);
    if (list.length === 0) return [];
    const rows = list.map(({ severity, id, title }) => [severity, id, title[language]]);
    const lines = layOut(rows, width - 2).map((line, index) => {
      const { severity } = list[index]!;
      return `  ${colours.severity(severity, severity)}${line.slice(severity.length)}`;
    });
    return [[`${colours.bold(area)} ${list.length}`, ...lines]];
  });
  const count = countText(checks.length, 'check');
  return [...blocks, [`${count}. ironhull checks <id> tells all of one.`]]
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

type Descriptions = Pick<typeof engine, 'describeCheck' | 'parametersOf' | 'referencesOf'>;

const longestExample = 40;
const attestField: [string, string] = [
  'attest',
  'somebody may vouch for it where no program can decide it: ironhull attest',
];

/** All of one check: its texts in both languages, what it looks at, parameters, references and examples. */
export function renderCheckDescription(
  check: Check,
  { describeCheck, parametersOf, referencesOf }: Descriptions,
  { width, colours, language }: DescriptionOptions,
): string {
  const described = describeCheck(check);
  const { id, title, area, inputs, severity, remediation, isAttestable, fixSafety } = described;
  const other: Language = language === 'en' ? 'zh' : 'en';
  const fields: [string, string][] = [
    ['severity', severity],
    ['area', area],
    ['looks at', inputs.join(', ')],
    ['do', remediation[language]],
    ['', remediation[other]],
    ['fix', fixText(fixSafety)],
    ...(isAttestable ? [attestField] : []),
    ['known as', referencesOf(described).join('; ') || 'nothing elsewhere'],
  ];
  const parameters = parametersOf(described).flatMap(({ name, type, standard, meaning }) => [
    `  ${colours.bold(name)}`,
    ...wrapped(`${type}${standard === null ? '' : `; default ${standard}`}`, width - 4).map(
      (line) => `    ${line}`,
    ),
    ...wrapped(meaning, width - 4).map((line) => `    ${line}`),
  ]);
  const { good, bad } = check.examples;
  const blocks = [
    [...wrapped(`${id}: ${title[language]}`, width).map(colours.bold), ...wrapped(title[other], width)],
    fields.flatMap(([name, value]) => fieldLines(name, value, width)),
    parameters.length > 0 ? ['parameters', ...parameters] : [],
    exampleLines('fails', bad, width),
    exampleLines('passes', good, width),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function fixText(safety: CheckDescription['fixSafety']): string {
  if (safety === null) return 'no program can tell what to change';
  return safety === 'safe'
    ? 'ironhull fix mends it'
    : 'ironhull fix mends it when it is named: it may break an application';
}

function fieldLines(name: string, value: string, width: number): string[] {
  const indent = 10;
  return wrapped(value, width - indent).map(
    (line, index) => (index === 0 ? padded(name, indent) : ' '.repeat(indent)) + line,
  );
}

function exampleLines(label: string, examples: readonly Example[], width: number): string[] {
  const some = examples.flatMap((example) => {
    if (example.input === undefined) return [`  ${shown(example.name)}`];
    const lines = example.text.trimEnd().split('\n');
    const told = lines.slice(0, longestExample).flatMap((line) => pieces(line, width - 6));
    const rest = lines.length > longestExample ? ['…'] : [];
    return [
      `  ${shown(example.name)} (${example.input})`,
      ...[...told, ...rest].map((line) => `    | ${line}`),
    ];
  });
  return some.length > 0 ? [label, ...some] : [];
}

/** A line of a text, indented as it is, in pieces that fit. */
function pieces(line: string, columns: number): string[] {
  const text = shown(line.replaceAll('\t', '    '));
  if (columnsOf(text) <= columns) return [text];
  return wrapped(text, columns);
}
