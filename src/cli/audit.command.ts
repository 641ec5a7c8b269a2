import type { Command } from 'commander';
import type { Wire } from '../client/ironhull-client.js';
import type { AuditVerification } from '../contracts/key.contract.js';
import { exitCodes, printJson, type CommandLine } from './command-line.js';
import { renderFields } from './output/fields.js';
import { shown } from './output/text.js';
import type { Runner } from './runner.js';
import { withSession } from './session.js';

interface Flags {
  readonly head?: string;
  readonly json?: true;
}

export function defineAudit(program: Command, run: Runner): void {
  program
    .command('audit')
    .description('the record of every change and decision')
    .command('verify')
    .description('read the whole log: is it what was written? Exit code 1: it is not')
    .option('--head <id:hash>', 'what an earlier verification told: the log must still lead through it')
    .option('--json', 'print the verification as JSON')
    .action((flags: Flags) => run((commandLine) => verify(commandLine, flags)));
}

async function verify(commandLine: CommandLine, { head, json }: Flags): Promise<number> {
  const verification = await withSession(commandLine, { isQuiet: json === true }, ({ client }) =>
    client.verifyAudit(head),
  );
  if (json) printJson(commandLine, verification);
  else commandLine.output.write(textOf(verification));
  return verification.isIntact ? exitCodes.done : exitCodes.deny;
}

function textOf({ isIntact, entries, head, fault }: Wire<AuditVerification>): string {
  if (fault) {
    const { id, kind, message } = fault;
    return renderFields([
      ['audit log', 'NOT what was written'],
      ['entry', `${id} (${kind})`],
      ['what is wrong', shown(message)],
      ['read', `${entries} entries, up to there`],
    ]);
  }
  const fields = renderFields([
    ['audit log', isIntact ? 'intact' : 'not intact'],
    ['entries', String(entries)],
    ['head', `${head.id}:${head.hash}`],
  ]);
  return `${fields}\nNext: note the head elsewhere; with --head, a later verification finds what was cut off.\n`;
}
