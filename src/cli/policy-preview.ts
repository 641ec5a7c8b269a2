import type { Wire } from '../client/ironhull-client.js';
import type { PolicyPreview, PreviewedTarget } from '../contracts/policy-preview.contract.js';
import { exitCodes, printJson, UsageError, widthOf, type CommandLine } from './command-line.js';
import { layOut } from './output/table.js';
import { countText, shown } from './output/text.js';
import { readPolicyFile } from './policy-file.js';
import { selectorText, selectorsOf, type SelectorFlags } from './selector-flags.js';
import { withSession } from './session.js';

const shownRows = 20;
const mostListed = 50;

export interface PreviewFlags extends SelectorFlags {
  readonly all?: true;
  readonly json?: true;
}

/**
 * What a file, a version or the stored draft would do to everything stored. Exit code 1: it changes a decision.
 * @param what a file; `name@version`; or `name`: the draft of it
 */
export async function previewPolicy(
  commandLine: CommandLine,
  what: string,
  flags: PreviewFlags,
): Promise<number> {
  const { name, body } = await askedFor(what);
  const selectors = chosenTargets(flags);
  const isQuiet = flags.json === true;
  const { preview, targets } = await withSession(
    commandLine,
    { isQuiet },
    async ({ client, progress, signal }) => {
      const { id } = await client.policyUse.preview(name, { ...body, ...(selectors && { selectors }) });
      const onChange = ({ done, total }: Wire<PolicyPreview>) =>
        progress.show({
          label: 'judging',
          fraction: total ? done / total : null,
          detail: total === null ? '' : `${done} of ${countText(total, 'target')}`,
        });
      const ended = await client.policyUse.followPreview(id, { onChange, signal });
      const { items } = await client.policyUse.previewedTargets(id, { first: shownRows });
      return { preview: ended, targets: items };
    },
  );
  if (preview.state === 'failed') throw new UsageError(`The preview failed: ${preview.error?.message ?? ''}`);
  if (isQuiet) printJson(commandLine, { ...preview, targets });
  else
    for (const line of linesOf(preview, targets, widthOf(commandLine.output)))
      commandLine.output.write(`${line}\n`);
  return preview.flips === 0 ? exitCodes.done : exitCodes.deny;
}

/**
 * Those that were made, newest first.
 * @param policy only of this one; null: of all
 */
export async function listPreviews(
  commandLine: CommandLine,
  policy: string | null,
  isJson: boolean,
): Promise<number> {
  const query = { first: mostListed, ...(policy !== null && { policy }) };
  const { items, next } = await withSession(commandLine, { isQuiet: isJson }, ({ client }) =>
    client.policyUse.previews(query),
  );
  if (isJson) {
    printJson(commandLine, items);
    return exitCodes.done;
  }
  const head = ['made', 'policy', 'of', 'state', 'targets', 'change', 'by'];
  const rows = items.map((one) => [
    one.createdAt.slice(0, 16).replace('T', ' '),
    one.policy,
    one.selectors === null ? one.source : `${one.source}, ${selectorText(one.selectors)}`,
    one.state,
    String(one.done),
    String(one.flips),
    one.requestedBy,
  ]);
  const lines =
    rows.length === 0
      ? ['No preview was made yet. Next: `ironhull policy preview <file>`.']
      : layOut([head, ...rows.map((row) => row.map(shown))], widthOf(commandLine.output));
  for (const line of lines) commandLine.output.write(`${line}\n`);
  if (next !== null)
    commandLine.output.write('There are older ones; GET /v1/policy-previews pages through them.\n');
  return exitCodes.done;
}

/** Null: only those that bindings give it. */
function chosenTargets({ all, ...flags }: PreviewFlags) {
  const selectors = selectorsOf(flags);
  const isChosen = Object.keys(selectors).length > 0;
  if (all && isChosen) throw new UsageError('--all is every target: leave out the flags that choose some');
  return all || isChosen ? selectors : null;
}

async function askedFor(what: string) {
  const [, name, version] = /^([a-z](?:[a-z0-9-]|\.(?=\d)){0,99})(?:@(\d{1,9}))?$/.exec(what) ?? [];
  if (name !== undefined) return { name, body: version === undefined ? {} : { version: Number(version) } };
  const { name: stated, text } = await readPolicyFile(what);
  return { name: stated, body: { text } };
}

function linesOf(
  preview: Wire<PolicyPreview>,
  targets: readonly Wire<PreviewedTarget>[],
  width: number,
): string[] {
  return [
    ...totalsOf(preview),
    ...groupsOf(preview, width),
    ...targetsOf(targets, width),
    ...changesOf(preview, width),
  ];
}

function totalsOf(preview: Wire<PolicyPreview>): string[] {
  const { policy, selectors, done, flips, judgedFlips, turns, findings } = preview;
  if (done === 0) {
    return [
      `No stored target is judged by ${shown(policy)}, so nothing would change.`,
      selectors === null
        ? 'Next: --all or --repository judges as if it were bound; `ironhull binding set` binds it.'
        : `Next: choose other targets than ${shown(selectorText(selectors))}; \`ironhull binding list\` tells what judges now.`,
    ];
  }
  const turned = turns.map((turn) => `${turn.targets} ${turn.from} → ${turn.to}`).join(', ');
  const quiet = judgedFlips - flips;
  const { appears, vanishes, uncovered, changed } = findings;
  const asIf = selectors === null ? '' : `, as if bound to ${shown(selectorText(selectors))}`;
  return [
    `${shown(policy)} on ${countText(done, 'target')}${asIf}: ${countText(flips, 'decision')} would change${turned && ` (${turned})`}.`,
    ...(quiet > 0
      ? [`${countText(quiet, 'more target')} would be judged otherwise, without effect in their mode.`]
      : []),
    `Findings: ${appears} appear, ${vanishes} vanish, ${uncovered} lose their exemption, ${changed} change.`,
  ];
}

function groupsOf({ owners }: Wire<PolicyPreview>, width: number): string[] {
  const rows = owners.map(({ owner, targets, flips, appears, vanishes }) => [
    owner ?? '(nobody)',
    ...[targets, flips, appears, vanishes].map(String),
  ]);
  return table('By owner', ['owner', 'targets', 'flips', 'appear', 'vanish'], width, rows);
}

function targetsOf(targets: readonly Wire<PreviewedTarget>[], width: number): string[] {
  const rows = targets.map(({ name, owner, judgedFrom, judgedTo, mode, reasons }) => [
    name,
    owner ?? '',
    judgedFrom,
    mode === 'enforce' ? judgedTo : `${judgedTo} (${mode})`,
    reasons[0]?.message ?? '',
  ]);
  return table('Targets', ['target', 'owner', 'from', 'to', 'why'], width, rows);
}

function changesOf({ names, exemptions }: Wire<PolicyPreview>, width: number): string[] {
  const changed = names.map(({ change, name, count, targets }) => [
    change,
    name,
    String(count),
    String(targets),
  ]);
  const waived = exemptions.map(({ exemption, effect, before, after, reason }) => [
    exemption,
    effect,
    String(before),
    String(after),
    reason ?? '',
  ]);
  return [
    ...table('Findings', ['what', 'name', 'findings', 'targets'], width, changed),
    ...table('Exemptions', ['exemption', 'effect', 'covers now', 'then', 'why'], width, waived),
  ];
}

function table(
  title: string,
  head: readonly string[],
  width: number,
  rows: readonly (readonly string[])[],
): string[] {
  if (rows.length === 0) return [];
  const some = rows.slice(0, shownRows);
  const more =
    rows.length > some.length ? [`  and ${rows.length - some.length} more; --json shows them`] : [];
  return [
    '',
    title,
    ...layOut([head, ...some.map((row) => row.map(shown))], width - 2).map((line) => `  ${line}`),
    ...more,
  ];
}
