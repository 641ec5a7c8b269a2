import { Option, type Command } from 'commander';
import type { Wire } from '../client/ironhull-client.js';
import type { Attestation } from '../contracts/attestation.contract.js';
import { attestationResults, type AttestationResult } from '../engine/policy/attestation.js';
import { exitCodes, printJson, type CommandLine } from './command-line.js';
import { instantFlag } from './instant-flag.js';
import { renderFields } from './output/fields.js';
import { shown } from './output/text.js';
import type { Runner } from './runner.js';
import { withSession } from './session.js';

interface MakeFlags {
  readonly check: string;
  readonly target: string;
  readonly result: AttestationResult;
  readonly statement: string;
  readonly evidence?: string[];
  readonly expires: string;
  readonly json?: boolean;
}

interface RevokeFlags {
  readonly json?: boolean;
}

export function defineAttest(program: Command, run: Runner): void {
  const attest = program
    .command('attest')
    .description('vouch for a check that no program can decide, on one target, until it expires');
  attest
    .command('make', { isDefault: true })
    .description('record it; what is meant without a word behind attest')
    .requiredOption('--check <id>', 'the check')
    .requiredOption('--target <id>', 'the target')
    .addOption(
      new Option('--result <result>', 'what is vouched for')
        .choices([...attestationResults])
        .makeOptionMandatory(),
    )
    .requiredOption('--statement <text>', 'what was looked at and found, 10 characters or more')
    .option('--evidence <text...>', 'where that can be looked up: addresses, names of documents')
    .requiredOption('--expires <when>', 'when it ends: 90d, 4w, or a date; within 400 days')
    .option('--json', 'print the attestation as JSON')
    .action((flags: MakeFlags) => run((commandLine) => make(commandLine, flags)));
  attest
    .command('revoke')
    .description('end an attestation now')
    .argument('<id>', 'id of the attestation')
    .option('--json', 'print the attestation as JSON')
    .action((id: string, flags: RevokeFlags) => run((commandLine) => revoke(commandLine, id, flags)));
}

async function make(commandLine: CommandLine, flags: MakeFlags): Promise<number> {
  const { check, target, result, statement, evidence = [], expires, json = false } = flags;
  const expiresAt = instantFlag('--expires', expires, commandLine.now());
  const attestation = await withSession(commandLine, { isQuiet: json }, ({ client }) =>
    client.attest({ check, targetId: target, result, statement, evidence, expiresAt }),
  );
  return show(commandLine, attestation, json);
}

async function revoke(commandLine: CommandLine, id: string, { json = false }: RevokeFlags): Promise<number> {
  const attestation = await withSession(commandLine, { isQuiet: json }, ({ client }) =>
    client.revokeAttestation(id),
  );
  return show(commandLine, attestation, json);
}

function show(commandLine: CommandLine, attestation: Wire<Attestation>, isJson: boolean): number {
  if (isJson) printJson(commandLine, attestation);
  else {
    const { id, state, check, targetId, result, statement, evidence, author, expiresAt, revokedBy } =
      attestation;
    const fields: [string, string][] = [
      ['attestation', id],
      ['state', state.replace('_', ' ')],
      ['check', check],
      ['target', targetId],
      ['result', result],
      ['statement', shown(statement)],
      ...evidence.map((text): [string, string] => ['evidence', shown(text)]),
      ['author', shown(author)],
      ['expires', expiresAt],
    ];
    if (revokedBy !== null) fields.push(['revoked by', shown(revokedBy)]);
    commandLine.output.write(renderFields(fields));
  }
  return exitCodes.done;
}
