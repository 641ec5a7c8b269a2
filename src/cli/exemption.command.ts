import type { Command } from 'commander';
import type { Wire } from '../client/ironhull-client.js';
import type { Exemption } from '../contracts/exemption.contract.js';
import { exitCodes, printJson, UsageError, type CommandLine } from './command-line.js';
import { instantFlag } from './instant-flag.js';
import { renderFields } from './output/fields.js';
import { shown } from './output/text.js';
import type { Runner } from './runner.js';
import { withSession } from './session.js';

interface RequestFlags {
  readonly finding?: string[];
  readonly check?: string[];
  readonly vulnerability?: string[];
  readonly component?: string[];
  readonly target?: string[];
  readonly reason: string;
  readonly expires: string;
  readonly json?: true;
}

interface DecisionFlags {
  readonly comment?: string;
  readonly json?: true;
}

const decisions = {
  approve: 'approve an exemption; never with the key that asked for it',
  reject: 'reject an exemption; never with the key that asked for it',
  revoke: 'end an approved exemption now',
} as const;
type DecisionName = keyof typeof decisions;

export function defineExemption(program: Command, run: Runner): void {
  const exemption = program
    .command('exemption')
    .description('approved, scoped waivers of findings that end by themselves');
  exemption
    .command('request')
    .description('ask for an exemption; what is given must all match')
    .option('--finding <fingerprint...>', 'fingerprints of findings')
    .option('--check <id...>', 'checks')
    .option('--vulnerability <id...>', 'vulnerabilities, by any of their ids')
    .option('--component <purl...>', 'package URLs; without a version: every version')
    .option('--target <id...>', 'targets; every one unless told')
    .requiredOption('--reason <text>', 'why the risk is accepted, 10 characters or more')
    .requiredOption('--expires <when>', 'when it ends: 7d, 4w, or a date')
    .option('--json', 'print the exemption as JSON')
    .action((flags: RequestFlags) => run((commandLine) => request(commandLine, flags)));
  for (const [name, description] of Object.entries(decisions) as [DecisionName, string][]) {
    exemption
      .command(name)
      .description(description)
      .argument('<id>', 'id of the exemption')
      .option('--comment <text>', 'why')
      .option('--json', 'print the exemption as JSON')
      .action((id: string, flags: DecisionFlags) =>
        run((commandLine) => decide(commandLine, name, id, flags)),
      );
  }
}

async function request(commandLine: CommandLine, flags: RequestFlags): Promise<number> {
  const { finding, check, vulnerability, component, target, reason } = flags;
  if (!(finding ?? check ?? vulnerability ?? component)) {
    throw new UsageError(
      'An exemption names what it covers: give --finding, --check, --vulnerability or --component',
    );
  }
  const scope = {
    findings: finding,
    checks: check,
    vulnerabilities: vulnerability,
    components: component,
    targets: target,
  };
  const expiresAt = instantFlag('--expires', flags.expires, commandLine.now());
  const exemption = await withSession(commandLine, { isQuiet: flags.json === true }, ({ client }) =>
    client.requestExemption({ scope, reason, expiresAt }),
  );
  return show(commandLine, exemption, flags.json === true);
}

async function decide(
  commandLine: CommandLine,
  decision: DecisionName,
  id: string,
  { comment, json }: DecisionFlags,
): Promise<number> {
  const exemption = await withSession(commandLine, { isQuiet: json === true }, ({ client }) =>
    client.decideExemption(id, decision, comment === undefined ? {} : { comment }),
  );
  return show(commandLine, exemption, json === true);
}

function show(commandLine: CommandLine, exemption: Wire<Exemption>, isJson: boolean): number {
  if (isJson) printJson(commandLine, exemption);
  else {
    const { id, state, reason, expiresAt, requestedBy, decidedBy } = exemption;
    const fields: [string, string][] = [
      ['exemption', id],
      ['state', state],
      ['reason', shown(reason)],
      ['expires', expiresAt],
      ['requested by', shown(requestedBy)],
    ];
    if (decidedBy !== null) fields.push(['decided by', shown(decidedBy)]);
    commandLine.output.write(renderFields(fields));
    if (state === 'requested') {
      commandLine.output.write(`\nNext: somebody else approves it: ironhull exemption approve ${id}\n`);
    }
  }
  return exitCodes.done;
}
