import { access, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Wire } from '../client/ironhull-client.js';
import type { Scan } from '../contracts/scan.contract.js';
import type { Verdict } from '../contracts/verdict.contract.js';
import { exitCodes, printJson, UsageError, widthOf, type CommandLine } from './command-line.js';
import type { ScanResult } from './output/scan-report.js';
import { byteText, shown } from './output/text.js';
import { readPolicyFile } from './policy-file.js';
import type { Runner } from './runner.js';
import { withSession, type Session } from './session.js';

interface Flags {
  readonly policy?: string;
  readonly reference?: string;
  readonly platform?: string;
  readonly json?: true;
  readonly all?: true;
}

/** The policy to judge under: none named, a published one, or a document. */
type PolicyChoice = { readonly name?: string; readonly text?: string };

export function defineScan(program: Command, run: Runner): void {
  program
    .command('scan')
    .description('scan an image archive and tell the verdict')
    .argument('<archive>', 'docker save or OCI layout, as .tar, .tar.gz or .tar.zst; - for standard input')
    .option('--policy <policy>', 'judge under this policy: name, name@version, or a file')
    .option('--reference <name>', 'which image, when the archive holds several')
    .option('--platform <platform>', 'which platform, when the image has several: linux/arm64')
    .option('--all', 'show every finding')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExit codes: 0 allow, 1 deny, 2 could not decide or bad usage.')
    .action((archive: string, flags: Flags) => run((commandLine) => scan(commandLine, archive, flags)));
}

async function scan(commandLine: CommandLine, archive: string, flags: Flags): Promise<number> {
  if (archive !== '-') await refuseFolder(archive);
  const policy = await chosenPolicy(flags.policy);
  const isQuiet = flags.json === true;
  const isRepeatable = archive !== '-';
  const result = await withSession(commandLine, { isQuiet, isRepeatable }, async (session) => {
    if (policy.name !== undefined) await session.client.policy(policy.name.replace(/@.*$/, ''));
    const source = archive === '-' ? commandLine.input : archive;
    const ended = await submit(session, source, flags);
    return gather(session, ended, policy, isQuiet);
  });
  if (flags.json) printJson(commandLine, result);
  else {
    const [{ renderScan }, { coloursFor }] = await Promise.all([
      import('./output/scan-report.js'),
      import('./output/colour.js'),
    ]);
    const { output } = commandLine;
    const colours = coloursFor(output, commandLine);
    output.write(renderScan(result, { width: widthOf(output), colours, isComplete: flags.all === true }));
  }
  const { decision } = result.verdict;
  if (decision === 'allow') return exitCodes.allow;
  return decision === 'deny' ? exitCodes.deny : exitCodes.undecided;
}

async function refuseFolder(archive: string): Promise<void> {
  if (!(await stat(archive)).isDirectory()) return;
  throw new UsageError(
    `${archive}: it is a folder. Scan the archive of an image, or pack the OCI layout in it: tar -C ${archive} -cf image.tar .`,
  );
}

/** A word that could be a policy's name is one; anything else is a file. */
async function chosenPolicy(policy: string | undefined): Promise<PolicyChoice> {
  if (policy === undefined) return {};
  if (/^[a-z][a-z0-9-]{0,99}(@\d{1,9})?$/.test(policy)) return { name: policy };
  const isThere = await access(policy).then(
    () => true,
    () => false,
  );
  if (isThere) return { text: (await readPolicyFile(policy)).text };
  throw new UsageError(
    `--policy ${policy}: there is no such file, and it is no name of a policy (baseline, baseline@3)`,
  );
}

async function submit(
  { client, progress, signal }: Session,
  source: string | AsyncIterable<Uint8Array>,
  { reference, platform }: Flags,
): Promise<Wire<Scan>> {
  const onSent = (sent: number, total: number | null) =>
    progress.show({
      label: 'sending',
      fraction: total === null || total === 0 ? null : sent / total,
      detail: total === null ? byteText(sent) : `${byteText(sent)} of ${byteText(total)}`,
    });
  const submitted = await client.scanArchive(source, { reference, platform, onSent, signal });
  const onChange = (scan: Wire<Scan>) => progress.show(scanState(scan));
  return client.followScan(submitted.id, { onChange, signal });
}

function scanState({
  progress: { step, percent, layersDone, layersTotal, bytesDone, bytesTotal },
}: Wire<Scan>) {
  const layers = layersTotal > 0 ? `layer ${Math.min(layersDone + 1, layersTotal)} of ${layersTotal}` : '';
  const bytes = bytesTotal > 0 ? `${byteText(bytesDone)} of ${byteText(bytesTotal)}` : '';
  const detail = [layers, bytes].filter((part) => part !== '').join(', ');
  return { label: shown(step), fraction: percent / 100, detail };
}

/** Verdict, findings and, for JSON, components of what the scan observed. */
async function gather(
  { client }: Session,
  scan: Wire<Scan>,
  policy: PolicyChoice,
  withComponents: boolean,
): Promise<ScanResult> {
  const { targetId } = scan;
  if (scan.state !== 'succeeded' || targetId === null) {
    return { scan, target: null, verdict: failedVerdict(scan), components: [], findings: [] };
  }
  const judged: Promise<Wire<Verdict>> =
    policy.text === undefined ? client.verdict(targetId, policy.name) : client.preview(targetId, policy.text);
  const [target, verdict, findings, components] = await Promise.all([
    client.target(targetId),
    judged,
    client.findings(targetId),
    withComponents ? client.components(targetId) : [],
  ]);
  return { scan, target, verdict, components, findings };
}

/** What was not scanned is not decided. */
function failedVerdict({ error }: Wire<Scan>): ScanResult['verdict'] {
  const message = `The scan failed: ${error?.message ?? 'the service does not say why'}`;
  const reason = {
    code: 'scan-failed',
    severity: 'unknown' as const,
    message,
    remediation: null,
    findings: [],
  };
  return { decision: 'unknown', policy: null, reasons: [reason] };
}
