import { InvalidArgumentError, Option, type Command } from 'commander';
import type { WebhookClient } from '../client/webhook-client.js';
import { eventTypes, type EventType } from '../engine/events/cloud-event.js';
import { webhookFormats, type WebhookFormat } from '../engine/events/webhook-format.js';
import { exitCodes, printJson, widthOf, type CommandLine } from './command-line.js';
import { instantFlag } from './instant-flag.js';
import {
  renderDeliveries,
  renderRenewedSecret,
  renderTest,
  renderWebhook,
  renderWebhooks,
} from './output/webhook-lines.js';
import type { Runner } from './runner.js';
import { withSession } from './session.js';

interface Flags {
  readonly json?: true;
}

interface AddFlags extends Flags {
  readonly name?: string;
  readonly format: WebhookFormat;
  readonly type?: EventType[];
  readonly repository?: string[];
  readonly owner?: string[];
  readonly label?: string[];
}

export function defineWebhook(program: Command, run: Runner): void {
  const webhook = program.command('webhook').description('where events are sent as they happen');
  withJson(webhook.command('list').description('webhooks, newest first')).action((flags: Flags) =>
    run((line) =>
      answered(
        line,
        flags,
        (client) => client.list(),
        (list) => renderWebhooks(list, widthOf(line.output)),
      ),
    ),
  );
  defineAdd(webhook, run);
  defineSteps(webhook, run);
  defineSecrets(webhook, run);
  defineDeliveries(webhook, run);
}

function defineAdd(webhook: Command, run: Runner): void {
  withJson(webhook.command('add').description('send events to an address; its secret is shown this once'))
    .argument('<url>', 'https, or http within an allowed network')
    .option('--name <name>', 'shown in lists; default: the host')
    .addOption(
      new Option('--format <format>', 'what is sent').choices([...webhookFormats]).default('cloudevents'),
    )
    .addOption(new Option('--type <type...>', 'only those events').choices([...eventTypes]))
    .option('--repository <glob...>', 'of events about targets only those of these repositories')
    .option('--owner <team...>', 'of events about targets only those that these teams answer for')
    .option('--label <name[=value]...>', 'of events about targets only those with all of these labels')
    .action((url: string, flags: AddFlags) =>
      run((line) => {
        const { format, type: types = [], repository: repositories = [] } = flags;
        const { owner: owners = [], label: labels = [] } = flags;
        const name = flags.name ?? (URL.canParse(url) ? new URL(url).host : url).slice(0, 100);
        const input = { name, url, format, types, repositories, owners, labels, isEnabled: true };
        return answered(line, flags, (client) => client.add(input), renderWebhook);
      }),
    );
}

function defineSteps(webhook: Command, run: Runner): void {
  const steps: Readonly<Record<string, [string, (client: WebhookClient, id: string) => Promise<Shown>]>> = {
    remove: ['stop sending, and forget what was sent', (client, id) => client.remove(id)],
    enable: ['send again, after it was disabled', (client, id) => client.change(id, { isEnabled: true })],
    disable: ['send nothing for now', (client, id) => client.change(id, { isEnabled: false })],
    'end-old-secret': [
      'have the secret before the newest one sign no more, at once',
      (client, id) => client.endPreviousSecret(id),
    ],
  };
  for (const [name, [description, step]] of Object.entries(steps)) {
    ofOne(webhook.command(name).description(description)).action((id: string, flags: Flags) =>
      run((line) => answered(line, flags, (client) => step(client, id), renderWebhook)),
    );
  }
  ofOne(
    webhook.command('test').description('send a made-up event now; exit code 1: it did not arrive'),
  ).action((id: string, flags: Flags) =>
    run(async (line) => {
      let isDelivered = false;
      await answered(
        line,
        flags,
        async (client) => {
          const answer = await client.test(id);
          ({ isDelivered } = answer);
          return answer;
        },
        renderTest,
      );
      return isDelivered ? exitCodes.done : exitCodes.deny;
    }),
  );
}

function defineSecrets(webhook: Command, run: Runner): void {
  ofOne(
    webhook
      .command('new-secret')
      .description('a new secret, shown this once; the one before signs as well for a while'),
  )
    .option(
      '--overlap <hours>',
      'how long both sign, up to 168; 0: the one before ends at once (default: 24)',
      hours,
    )
    .action((id: string, flags: Flags & { overlap?: number }) =>
      run((line) =>
        answered(line, flags, (client) => client.renewSecret(id, flags.overlap), renderRenewedSecret),
      ),
    );
}

function hours(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a number of hours, 0 to 168.');
}

function defineDeliveries(webhook: Command, run: Runner): void {
  ofOne(webhook.command('deliveries').description('what was sent, newest first'))
    .addOption(new Option('--state <state>', 'only those').choices(['pending', 'delivered', 'dead']))
    .action((id: string, flags: Flags & { state?: string }) =>
      run((line) =>
        answered(
          line,
          flags,
          async (client) => (await client.deliveries(id, { state: flags.state, first: 200 })).items,
          (list) => renderDeliveries(list, widthOf(line.output)),
        ),
      ),
    );
  ofOne(webhook.command('redeliver').description('send an event again'))
    .argument('<delivery>', 'id of the delivery')
    .action((id: string, delivery: string, flags: Flags) =>
      run((line) =>
        answered(
          line,
          flags,
          (client) => client.redeliver(id, delivery),
          (one) => renderDeliveries([one], widthOf(line.output)),
        ),
      ),
    );
  ofOne(webhook.command('replay').description('send all events since a time again'))
    .requiredOption('--since <when>', 'a date or an instant')
    .action((id: string, flags: Flags & { since: string }) =>
      run((line) => {
        const since = instantFlag('--since', flags.since, line.now());
        return answered(
          line,
          flags,
          (client) => client.replay(id, since),
          ({ count }) => `${count} under way. Next: ironhull webhook deliveries ${id}\n`,
        );
      }),
    );
}

type Shown = Parameters<typeof renderWebhook>[0];

function withJson(command: Command): Command {
  return command.option('--json', 'print it as JSON');
}

function ofOne(command: Command): Command {
  return withJson(command.argument('<id>', 'id of the webhook'));
}

async function answered<T>(
  commandLine: CommandLine,
  { json }: Flags,
  ask: (client: WebhookClient) => Promise<T>,
  render: (answer: T) => string,
): Promise<number> {
  const answer = await withSession(commandLine, { isQuiet: json === true }, ({ client }) =>
    ask(client.webhooks),
  );
  if (json) printJson(commandLine, answer);
  else commandLine.output.write(render(answer));
  return exitCodes.done;
}
