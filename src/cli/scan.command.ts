import { access } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Wire } from '../client/ironhull-client.js';
import type { Scan } from '../contracts/scan.contract.js';
import type { Verdict } from '../contracts/verdict.contract.js';
import { exitCodes, printJson, UsageError, widthOf, type CommandLine } from './command-line.js';
import { eachLabel } from './label-flag.js';
import { thisHost } from './collect/this-host.js';
import type { ScanResult } from './output/scan-report.js';
import { readPolicyFile } from './policy-file.js';
import { shown } from './output/text.js';
import type { Runner } from './runner.js';
import { submitHost, submitScan } from './scan-submission.js';
import { withSession, type Session } from './session.js';

interface Flags {
  readonly policy?: string;
  readonly reference?: string;
  readonly platform?: string;
  readonly name?: string;
  readonly label?: string[];
  readonly root?: string;
  readonly json?: true;
  readonly all?: true;
}

/** The policy to judge under: none named, a published one, or a document. */
type PolicyChoice = { readonly name?: string; readonly text?: string };

export function defineScan(program: Command, run: Runner): void {
  program
    .command('scan')
    .description('scan an image archive, a folder of sources, an SBOM or this host, and tell the verdict')
    .argument(
      '<thing>',
      'docker save or OCI layout as .tar, .tar.gz or .tar.zst; a folder with lock files; CycloneDX or SPDX; - for standard input; host for this machine (a folder of that name is ./host)',
    )
    .option('--policy <policy>', 'judge under this policy: name, name@version, or a file')
    .option(
      '--reference <name>',
      'which image, when the archive holds several; of anything else, a name for it',
    )
    .option(
      '--name <reference>',
      'what the image is called, whatever the archive says: registry.example/team/app:1',
    )
    .option('--label <name=value>', 'set a label on the target: environment=prod, owner=payments', eachLabel)
    .option('--platform <platform>', 'which platform, when the image has several: linux/arm64')
    .option('--root <folder>', "of host: the host's files are below this folder")
    .option('--all', 'show every finding')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExit codes: 0 allow, 1 deny, 2 could not decide or bad usage.')
    .action((thing: string, flags: Flags) => run((commandLine) => scan(commandLine, thing, flags)));
}

async function scan(commandLine: CommandLine, thing: string, flags: Flags): Promise<number> {
  if (flags.root !== undefined && thing !== thisHost)
    throw new UsageError('--root says where the files of a host are: ironhull scan host --root <folder>');
  const policy = await chosenPolicy(flags.policy);
  const isQuiet = flags.json === true;
  const isRepeatable = thing !== '-';
  const result = await withSession(commandLine, { isQuiet, isRepeatable }, async (session) => {
    if (policy.name !== undefined) await session.client.policy(policy.name.split('@', 1)[0] ?? '');
    const source = thing === '-' ? commandLine.input : thing;
    const ended =
      thing === thisHost
        ? await submitHost(session, commandLine, flags)
        : await submitScan(session, source, flags);
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
  warn(commandLine, result);
  if (decision === 'allow') return exitCodes.allow;
  return decision === 'deny' ? exitCodes.deny : exitCodes.undecided;
}

/** A deny that the mode lets pass is told beside the result, also where that is for machines. */
function warn({ errors }: CommandLine, { verdict }: ScanResult): void {
  const { decision, judged = decision, mode, binding, reasons } = verdict;
  if (mode !== 'warn' || judged === decision) return;
  const [first] = reasons;
  const by = binding ? ` (binding ${shown(binding)})` : '';
  errors.write(
    `ironhull: warning: ${judged} would be the verdict if it were enforced${by}: ${shown(first?.message ?? '')}\n`,
  );
}

/** A word that could be a policy's name is one; anything else is a file. */
async function chosenPolicy(policy: string | undefined): Promise<PolicyChoice> {
  if (policy === undefined) return {};
  if (/^[a-z](?:[a-z0-9-]|\.(?=\d)){0,99}(@\d{1,9})?$/.test(policy)) return { name: policy };
  const isThere = await access(policy).then(
    () => true,
    () => false,
  );
  if (isThere) return { text: (await readPolicyFile(policy)).text };
  throw new UsageError(
    `--policy ${policy}: there is no such file, and it is no name of a policy (baseline, baseline@3)`,
  );
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
