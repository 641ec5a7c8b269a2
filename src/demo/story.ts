import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { advisoryLines } from '../cli/advisory-lines.js';
import { createProgress } from '../cli/output/progress.js';
import { byteText, countText, shown } from '../cli/output/text.js';
import type { CommandLine } from '../cli/command-line.js';
import { ClientError, IronhullClient, type Wire } from '../client/ironhull-client.js';
import type { Role } from '../contracts/kit/permission.js';
import type { Scan } from '../contracts/scan.contract.js';
import type { Target } from '../contracts/target.contract.js';
import type { Verdict } from '../contracts/verdict.contract.js';
import { openAdvisorySource } from '../platform/sources/advisory-source.js';
import { demoAdvisories } from './demo-advisories.js';
import { demoArchive, demoImage } from './demo-image.js';
import { denyingFindings } from './denying-findings.js';
import type { Narrator } from './narrator.js';

const week = 7 * 86_400_000;

export interface Stage {
  readonly commandLine: CommandLine;
  readonly narrator: Narrator;
  /** A folder for the demo's files. */
  readonly folder: string;
  /** The service, with an admin key. */
  readonly admin: IronhullClient;
}

/** Plays the demo against a service that runs: from advisories and an image to deny, an exemption, and allow. */
export async function play(stage: Stage): Promise<void> {
  const { narrator, commandLine } = stage;
  const ci = await keyFor(stage, 'ci', ['scanner', 'approver']);
  const security = await keyFor(stage, 'security', ['approver']);
  narrator.step('Two API keys, made over REST');
  narrator.say(
    '"ci" may scan, ask for exemptions and decide those of others. "security" decides exemptions.',
  );
  await importAdvisories(stage);
  const target = await scanImage(stage, ci);
  const verdict = await ci.verdict(target.id);
  expectDecision(verdict, 'deny');
  narrator.verdict(verdict);
  commandLine.signal.throwIfAborted();
  await waive(stage, ci, security, target, verdict);
  narrator.step('The same image, judged again without being read again');
  const after = await ci.verdict(target.id);
  expectDecision(after, 'allow');
  narrator.verdict(after);
  narrator.say(`${countText(after.exemptedCount, 'finding')} exempted, for a week; then it is denied again.`);
}

async function keyFor({ admin }: Stage, name: string, roles: Role[]): Promise<IronhullClient> {
  const { key } = await admin.createKey({ name, roles, expiresAt: null });
  return new IronhullClient({ url: admin.url, key });
}

async function importAdvisories({ narrator, folder, admin, commandLine }: Stage): Promise<void> {
  const names = Object.keys(demoAdvisories);
  narrator.step('Advisories, as OSV records');
  const advisories = join(folder, 'advisories');
  await mkdir(advisories);
  for (const name of names) await writeFile(join(advisories, name), JSON.stringify(demoAdvisories[name]));
  const source = await openAdvisorySource(advisories);
  const lines = advisoryLines(source.records(), () => undefined);
  const { signal } = commandLine;
  const queued = await admin.importAdvisories(lines, { source: 'demo', signal });
  const ended = await admin.followImport(queued.id, { signal });
  if (ended.state !== 'succeeded') throw new Error(`the import failed: ${ended.error?.message}`);
  narrator.say(
    `Imported ${ended.stored} records about Debian 12 and npm, and a catalogue of exploited flaws.`,
  );
}

async function scanImage(
  { narrator, folder, commandLine }: Stage,
  ci: IronhullClient,
): Promise<Wire<Target>> {
  narrator.step(`An image archive, sent by "ci": ${demoImage}`);
  const archive = join(folder, 'checkout.tar');
  const bytes = demoArchive(commandLine.now());
  await writeFile(archive, bytes);
  const progress = createProgress(commandLine.errors, () => performance.now());
  const onSent = (sent: number) =>
    progress.show({ label: 'sending', fraction: sent / bytes.length, detail: byteText(sent) });
  const onChange = ({ progress: { step, percent } }: Wire<Scan>) =>
    progress.show({ label: shown(step), fraction: percent / 100, detail: '' });
  const { signal } = commandLine;
  try {
    const scan = await ci.scanArchive(createReadStream(archive), { onSent, signal });
    const ended = await ci.followScan(scan.id, { onChange, signal });
    if (ended.targetId === null) throw new Error(`the scan failed: ${ended.error?.message}`);
    const target = await ci.target(ended.targetId);
    progress.clear();
    narrator.say(
      `Scanned: ${target.distribution}, ${target.componentCount} packages, ${target.digest.slice(0, 19)}.`,
    );
    return target;
  } finally {
    progress.clear();
  }
}

async function waive(
  { narrator, commandLine }: Stage,
  ci: IronhullClient,
  security: IronhullClient,
  target: Wire<Target>,
  verdict: Wire<Verdict>,
): Promise<void> {
  const findings = denyingFindings(verdict, await ci.findings(target.id));
  narrator.step('"ci" asks for an exemption: these findings, this image, seven days');
  const exemption = await ci.exemptions.request({
    scope: { findings, targets: [target.id] },
    reason: 'The release cannot wait; the rebuilt base image comes this week.',
    expiresAt: new Date(commandLine.now().getTime() + week).toISOString(),
  });
  narrator.say(
    `It covers ${countText(findings.length, 'finding')} and expires ${exemption.expiresAt.slice(0, 10)}.`,
  );
  narrator.step('"ci" tries to approve it');
  const refusal = await refusalOf(ci.exemptions.step(exemption.id, 'approve'));
  narrator.say(`Refused (${refusal.status}): ${refusal.message}`);
  narrator.step('"security" approves it');
  const comment = 'Accepted until the base image is rebuilt.';
  const { state, decidedBy } = await security.exemptions.step(exemption.id, 'approve', { comment });
  narrator.say(`It is ${state}, by ${decidedBy}.`);
}

async function refusalOf(refused: Promise<unknown>): Promise<ClientError> {
  try {
    await refused;
  } catch (error) {
    if (error instanceof ClientError) return error;
    throw error;
  }
  throw new Error('the service let the one who asked for the exemption approve it');
}

function expectDecision(verdict: Wire<Verdict>, expected: Wire<Verdict>['decision']): void {
  if (verdict.decision === expected) return;
  const reasons = verdict.reasons.map(({ message }) => message).join(' ');
  throw new Error(`the verdict is ${verdict.decision} where the demo expects ${expected}: ${reasons}`);
}
