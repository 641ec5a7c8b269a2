import { Option, type Command } from 'commander';
import type { Wire } from '../client/ironhull-client.js';
import type { Event } from '../contracts/event.contract.js';
import { eventTypes } from '../engine/events/cloud-event.js';
import { exitCodes, type CommandLine } from './command-line.js';
import { instantFlag } from './instant-flag.js';
import { layOut } from './output/table.js';
import { shown } from './output/text.js';
import type { Runner } from './runner.js';
import { withSession } from './session.js';

interface Flags {
  readonly type?: string[];
  readonly since?: string;
  readonly sequence?: string;
  readonly limit: number;
  readonly json?: true;
}

export function defineEvents(program: Command, run: Runner): void {
  program
    .command('events')
    .description('what happened, oldest first')
    .addOption(new Option('--type <type...>', 'only those').choices([...eventTypes]))
    .option('--since <when>', 'those of that time and later: a date or an instant')
    .option('--sequence <sequence>', 'those after the event of that sequence')
    .option('--limit <count>', 'no more than that many, 200 at most', Number, 50)
    .option('--json', 'print them as CloudEvents, one a line')
    .action((flags: Flags) => run((commandLine) => list(commandLine, flags)));
}

async function list(commandLine: CommandLine, flags: Flags): Promise<number> {
  const { type, sequence, limit: first, json } = flags;
  const since =
    flags.since === undefined ? undefined : instantFlag('--since', flags.since, commandLine.now());
  const { items, next } = await withSession(commandLine, { isQuiet: json === true }, ({ client }) =>
    client.record.events({ type, since, sequence, first }),
  );
  const { output } = commandLine;
  if (json) for (const event of items) output.write(`${JSON.stringify(event)}\n`);
  else output.write(textOf(items, next !== null));
  return exitCodes.done;
}

function textOf(events: readonly Wire<Event>[], hasMore: boolean): string {
  const last = events.at(-1);
  if (!last) return 'Nothing happened.\n';
  const rows = events.map(({ time, type, data: { summary } }) => [
    time.replace(/\.\d+Z$/, 'Z'),
    shown(type.replace('io.ironhull.', '')),
    shown(typeof summary === 'string' ? summary : ''),
  ]);
  const more = hasMore ? `Next: ironhull events --sequence ${last.sequence}\n` : '';
  return `${layOut(rows, Infinity).join('\n')}\n${more}`;
}
