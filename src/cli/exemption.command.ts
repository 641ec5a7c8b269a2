import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { fileChunks } from '../client/archive-upload.js';
import type { ExemptionClient, PlainStep } from '../client/exemption-client.js';
import type { Wire } from '../client/ironhull-client.js';
import type { Exemption } from '../contracts/exemption.contract.js';
import { exemptionStates } from '../engine/policy/exemption-life.js';
import { exitCodes, printJson, type CommandLine } from './command-line.js';
import { defineExemptionExport } from './exemption-export.command.js';
import { defineExemptionRequests } from './exemption-request.command.js';
import { renderExemption, renderExemptions, renderHygiene } from './output/exemption-lines.js';
import type { Runner } from './runner.js';
import { withSession } from './session.js';

interface Flags {
  readonly json?: true;
}

const steps: Readonly<Record<PlainStep, string>> = {
  approve: 'approve an exemption; never with the key that asked for it',
  'ask-changes': 'ask for changes of a request; never with the key that asked for it',
  reject: 'reject an exemption; never with the key that asked for it',
  revoke: 'end an approved exemption now',
  withdraw: 'take a request back; with the key that asked for it',
};

export function defineExemption(program: Command, run: Runner): void {
  const exemption = program
    .command('exemption')
    .description('approved, scoped waivers of findings that end by themselves');
  defineExemptionRequests(exemption, run);
  for (const [name, description] of Object.entries(steps) as [PlainStep, string][]) {
    ofOne(exemption.command(name).description(description))
      .option('--comment <text>', 'why')
      .action((id: string, flags: Flags & { comment?: string }) => {
        const input = flags.comment === undefined ? {} : { comment: flags.comment };
        return run((commandLine) => one(commandLine, flags, (client) => client.step(id, name, input)));
      });
  }
  ofOne(exemption.command('comment').description('add to the thread of an exemption'))
    .argument('<text>', 'what to say')
    .action((id: string, text: string, flags: Flags) =>
      run((commandLine) => one(commandLine, flags, (client) => client.comment(id, text))),
    );
  ofOne(
    exemption.command('attach').description('attach a small file that speaks for it: PDF, PNG, JPEG or text'),
  )
    .argument('<file>', 'of up to 5 MiB')
    .action((id: string, file: string, flags: Flags) =>
      run((commandLine) => one(commandLine, flags, (client) => attached(client, id, file))),
    );
  ofOne(exemption.command('show').description('one exemption, with its thread')).action(
    (id: string, flags: Flags) => run((commandLine) => one(commandLine, flags, (client) => client.one(id))),
  );
  defineLists(exemption, run);
  defineExemptionExport(exemption, run);
}

function defineLists(exemption: Command, run: Runner): void {
  exemption
    .command('list')
    .description('exemptions, newest first')
    .addOption(new Option('--state <state>', 'only those').choices([...exemptionStates]))
    .option('--expiring-within <time>', 'in force, and to end within that time: 12h, 7d, 2w')
    .option('--json', 'print them as JSON')
    .action((flags: Flags & { state?: string; expiringWithin?: string }) =>
      run((commandLine) =>
        answered(
          commandLine,
          flags,
          (client) => client.list(flags.state, flags.expiringWithin),
          renderExemptions,
        ),
      ),
    );
  exemption
    .command('hygiene')
    .description(
      'exemptions in force that are unused, shadowed, broader than what they cover, or about to end',
    )
    .option('--days <count>', 'about to end: within so many days (default: 14)')
    .option('--json', 'print them as JSON')
    .action((flags: Flags & { days?: string }) => {
      const days = flags.days === undefined ? undefined : Number(flags.days);
      return run((commandLine) =>
        answered(commandLine, flags, (client) => client.hygiene(days), renderHygiene),
      );
    });
}

async function attached(client: ExemptionClient, id: string, file: string): Promise<Wire<Exemption>> {
  const handle = await open(file, 'r');
  try {
    return await client.attach(id, basename(file), fileChunks(handle));
  } finally {
    await handle.close();
  }
}

/** A command on one exemption that prints it. */
function ofOne(command: Command): Command {
  return command.argument('<id>', 'id of the exemption').option('--json', 'print the exemption as JSON');
}

/** Asks the service, and prints what it answers. */
async function answered<T>(
  commandLine: CommandLine,
  { json }: Flags,
  ask: (client: ExemptionClient) => Promise<T>,
  render: (answer: T) => string,
): Promise<number> {
  const answer = await withSession(commandLine, { isQuiet: json === true }, ({ client }) =>
    ask(client.exemptions),
  );
  if (json) printJson(commandLine, answer);
  else commandLine.output.write(render(answer));
  return exitCodes.done;
}

function one(
  commandLine: CommandLine,
  flags: Flags,
  ask: (client: ExemptionClient) => Promise<Wire<Exemption>>,
): Promise<number> {
  return answered(commandLine, flags, ask, renderExemption);
}
