import type { Command } from 'commander';
import type { ExemptionClient } from '../client/exemption-client.js';
import type { Wire } from '../client/ironhull-client.js';
import type { Exemption } from '../contracts/exemption.contract.js';
import { exitCodes, printJson, type CommandLine } from './command-line.js';
import {
  partsOf,
  scopeOf,
  withPartFlags,
  withScopeFlags,
  type PartFlags,
  type ScopeFlags,
} from './exemption-flags.js';
import { instantFlag } from './instant-flag.js';
import { renderCoverage, renderExemption } from './output/exemption-lines.js';
import type { Runner } from './runner.js';
import { withSession } from './session.js';

interface Flags {
  readonly json?: true;
}
type RequestFlags = ScopeFlags & PartFlags & Flags & { readonly reason: string; readonly expires: string };
type RenewFlags = PartFlags & Flags & { readonly reason?: string; readonly expires: string };
type ResubmitFlags = PartFlags &
  Flags & { readonly reason?: string; readonly expires?: string; readonly comment?: string };

/** Commands of those who ask for exemptions. */
export function defineExemptionRequests(exemption: Command, run: Runner): void {
  withPartFlags(
    withScopeFlags(
      exemption.command('request').description('ask for an exemption; what is given must all match'),
    ),
  )
    .requiredOption('--reason <text>', 'why the risk is accepted, 10 characters or more')
    .requiredOption('--expires <when>', 'when it ends: 7d, 4w, or a date')
    .option('--json', 'print the exemption as JSON')
    .action((flags: RequestFlags) => run((commandLine) => request(commandLine, flags)));
  withScopeFlags(exemption.command('preview').description('what an exemption would cover now'))
    .option('--json', 'print it as JSON')
    .action((flags: ScopeFlags & Flags) => run((commandLine) => preview(commandLine, flags)));
  withPartFlags(exemption.command('renew').description('ask for one that takes the place of an approved one'))
    .argument('<id>', 'id of the approved exemption')
    .requiredOption('--expires <when>', 'when it ends: 7d, 4w, or a date')
    .option('--reason <text>', 'why the risk is accepted still')
    .option('--json', 'print the exemption as JSON')
    .action((id: string, flags: RenewFlags) => run((commandLine) => renew(commandLine, id, flags)));
  withPartFlags(exemption.command('resubmit').description('ask again, changed as was asked for'))
    .argument('<id>', 'id of the exemption')
    .option('--expires <when>', 'when it ends: 7d, 4w, or a date')
    .option('--reason <text>', 'why the risk is accepted')
    .option('--comment <text>', 'what has changed')
    .option('--json', 'print the exemption as JSON')
    .action((id: string, flags: ResubmitFlags) => run((commandLine) => resubmit(commandLine, id, flags)));
}

async function request(commandLine: CommandLine, flags: RequestFlags): Promise<number> {
  const body = {
    scope: scopeOf(flags),
    reason: flags.reason,
    expiresAt: instantFlag('--expires', flags.expires, commandLine.now()),
    ...partsOf(flags),
  };
  return asked(commandLine, flags, (client) => client.request(body));
}

async function renew(commandLine: CommandLine, id: string, flags: RenewFlags): Promise<number> {
  const expiresAt = instantFlag('--expires', flags.expires, commandLine.now());
  const body = {
    expiresAt,
    ...(flags.reason === undefined ? {} : { reason: flags.reason }),
    ...partsOf(flags),
  };
  return asked(commandLine, flags, (client) => client.renew(id, body));
}

async function resubmit(commandLine: CommandLine, id: string, flags: ResubmitFlags): Promise<number> {
  const { reason, expires, comment } = flags;
  const body = {
    ...(reason === undefined ? {} : { reason }),
    ...(expires === undefined ? {} : { expiresAt: instantFlag('--expires', expires, commandLine.now()) }),
    ...(comment === undefined ? {} : { comment }),
    ...partsOf(flags),
  };
  return asked(commandLine, flags, (client) => client.resubmit(id, body));
}

async function preview(commandLine: CommandLine, flags: ScopeFlags & Flags): Promise<number> {
  const scope = scopeOf(flags);
  const coverage = await withSession(commandLine, { isQuiet: flags.json === true }, ({ client }) =>
    client.exemptions.preview(scope),
  );
  if (flags.json) printJson(commandLine, coverage);
  else commandLine.output.write(renderCoverage(coverage));
  return exitCodes.done;
}

async function asked(
  commandLine: CommandLine,
  { json }: Flags,
  ask: (client: ExemptionClient) => Promise<Wire<Exemption>>,
): Promise<number> {
  const exemption = await withSession(commandLine, { isQuiet: json === true }, ({ client }) =>
    ask(client.exemptions),
  );
  if (json) printJson(commandLine, exemption);
  else {
    const next = `\nNext: somebody else approves it: ironhull exemption approve ${exemption.id}\n`;
    commandLine.output.write(renderExemption(exemption) + next);
  }
  return exitCodes.done;
}
