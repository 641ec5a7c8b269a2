import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { IronhullClient, Wire } from '../client/ironhull-client.js';
import type { Replay } from '../contracts/receipt.contract.js';
import { exitCodes, printJson, UsageError, type CommandLine } from './command-line.js';
import { renderFields } from './output/fields.js';
import { shown } from './output/text.js';
import type { GivenReceipt, ReceiptVerification } from './receipt/receipt-verification.js';
import type { Runner } from './runner.js';
import { withSession } from './session.js';

interface VerifyFlags {
  readonly jwks?: string;
  readonly replay?: true;
  readonly json?: true;
}

interface JsonFlag {
  readonly json?: true;
}

export function defineReceipt(program: Command, run: Runner): void {
  const receipt = program
    .command('receipt')
    .description('what verdicts were made from: verify it, and judge again');
  receipt
    .command('verify')
    .description('is it signed by the service? Exit code 1: it is not; 2: it cannot be replayed any more')
    .argument('<file or id>', 'a receipt as JSON, its compact JWS, or the id of a receipt of the service')
    .option('--jwks <file or url>', "the public keys; default: the service's own")
    .option('--replay', 'have the service judge again: does the same come out, byte for byte?')
    .option('--json', 'print what came of it as JSON')
    .action((given: string, flags: VerifyFlags) => run((commandLine) => verify(commandLine, given, flags)));
  receipt
    .command('show')
    .description('a receipt, signed, as JSON: what `verify` takes')
    .argument('<id>', 'id of the receipt')
    .action((id: string) =>
      run(async (commandLine) => {
        const found = await withSession(commandLine, { isQuiet: true }, ({ client }) =>
          client.record.receipt(id),
        );
        printJson(commandLine, found);
        return exitCodes.done;
      }),
    );
  receipt
    .command('new-key')
    .description('make a new key, which signs from now on; receipts of before verify as they did')
    .option('--json', 'print the public key as JSON')
    .action((flags: JsonFlag) => run((commandLine) => newKey(commandLine, flags)));
}

async function newKey(commandLine: CommandLine, { json }: JsonFlag): Promise<number> {
  const key = await withSession(commandLine, { isQuiet: json === true }, ({ client }) =>
    client.record.newReceiptKey(),
  );
  if (json) printJson(commandLine, key);
  else commandLine.output.write(`Receipts are signed with ${key.kid} from now on.\n`);
  return exitCodes.done;
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function verify(commandLine: CommandLine, given: string, flags: VerifyFlags): Promise<number> {
  const verification = await import('./receipt/receipt-verification.js');
  const isId = idPattern.test(given);
  const file = isId ? null : verification.givenReceipt(await readFile(given, 'utf8'), given);
  const keys = flags.jwks === undefined ? null : verification.givenKeys(await textAt(flags.jwks), flags.jwks);
  const { verifyReceipt } = verification;
  const isQuiet = flags.json === true;
  // With all at hand there is nothing to ask a service for.
  if (file && keys && !flags.replay) return told(commandLine, flags, await verifyReceipt(file, keys), null);
  return withSession(commandLine, { isQuiet }, async ({ client }) => {
    const receipt = file ?? (await receiptOf(client, given));
    const looked = await verifyReceipt(receipt, keys ?? (await client.record.receiptKeys()));
    const replay = flags.replay && looked.isValid ? await replayOf(client, looked) : null;
    return told(commandLine, flags, looked, replay);
  });
}

async function receiptOf(client: IronhullClient, id: string): Promise<GivenReceipt> {
  const stated = await client.record.receipt(id);
  return { jws: stated.jws, stated: { ...stated } };
}

/** @throws Error when the service's receipt of that id has another verdict: then it is not this receipt */
async function replayOf(client: IronhullClient, { receipt }: ReceiptVerification): Promise<Wire<Replay>> {
  const { id, verdictDigest } = receipt ?? {};
  if (typeof id !== 'string') throw new UsageError('the receipt has no id');
  const replay = await client.record.replay(id);
  if (replay.verdictDigest === verdictDigest) return replay;
  return { ...replay, outcome: 'different', reason: 'The service has another receipt under that id.' };
}

/** @throws UsageError when nothing can be read there */
async function textAt(place: string): Promise<string> {
  if (!/^https?:\/\//.test(place)) return readFile(place, 'utf8');
  const response = await fetch(place, { redirect: 'error', signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new UsageError(`${place}: the answer was ${response.status}`);
  return response.text();
}

const replayWords: Readonly<Record<Replay['outcome'], string>> = {
  same: 'the same, byte for byte',
  different: 'NOT the same',
  'not-replayable': 'not possible',
};

function told(
  commandLine: CommandLine,
  { json }: VerifyFlags,
  looked: ReceiptVerification,
  replay: Wire<Replay> | null,
): number {
  if (json) printJson(commandLine, { ...looked, replay });
  else commandLine.output.write(textOf(looked, replay));
  if (!looked.isValid || replay?.outcome === 'different') return exitCodes.deny;
  return replay?.outcome === 'not-replayable' ? exitCodes.undecided : exitCodes.done;
}

function textOf({ isValid, fault, receipt }: ReceiptVerification, replay: Wire<Replay> | null): string {
  const fields: [string, string][] = [['receipt', isValid ? 'valid' : 'NOT valid']];
  if (fault !== null) fields.push(['what is wrong', shown(fault)]);
  for (const name of ['id', 'targetId', 'decision', 'judgedAt', 'engine']) {
    const value = receipt?.[name];
    if (typeof value === 'string') fields.push([name, shown(value)]);
  }
  if (replay) fields.push(['judged again', replayWords[replay.outcome]]);
  if (replay && replay.reason !== null) fields.push(['why', shown(replay.reason)]);
  return renderFields(fields);
}
