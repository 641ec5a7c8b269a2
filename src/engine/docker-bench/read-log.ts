import { Answers, namesOf, type WrittenTest } from './read-answers.js';

/** Colours of a terminal. */
const colour = /\u001b\[[0-9;]*m/g;
const line = /^\[(PASS|WARN|INFO|NOTE)\]\s+(\S.*)$/;
const head = /^((?:\d{1,3}|C)(?:\.\d{1,3})+)\s+-\s+(\S.*)$/;
const below = /^\*\s+(\S.*)$/;
/** Groups of tests, which have a head like a test. */
const groups: ReadonlySet<string> = new Set(['1.1', '1.2', '8.1', '8.2']);

/** Whether a text is the tool's log, by a line of it that tells of a test. */
export const logMark =
  /^(?:\u001b\[[0-9;]*m)*\[(?:PASS|WARN|INFO|NOTE)\](?:\u001b\[[0-9;]*m)*[ \t]+(?:\d{1,3}|C)(?:\.\d{1,3})+[ \t]+-[ \t]/m;

/**
 * The answers of the tool's log: `[WARN] 5.5 - description`, and lines `[WARN]      * what is wrong: container` below it.
 * After them it repeats the numbers with what to do (section B), and ends with its score (section C).
 */
export function readBenchLog(text: string): Answers {
  const answers = new Answers();
  let test: (WrittenTest & { items: string[] }) | null = null;
  const close = () => test && answers.take(test);
  let hasEnd = false;
  for (const written of text.split(/\r?\n/)) {
    const plain = written.replace(colour, '').trim();
    if (/^Section [BC]\b/.test(plain)) hasEnd = true;
    if (hasEnd) break;
    const [, result = '', rest = ''] = line.exec(plain) ?? [];
    if (/^(?:Checks|Score):/.test(rest)) hasEnd = true;
    const [, id = '', description = ''] = head.exec(rest) ?? [];
    if (id !== '' && !groups.has(id)) {
      close();
      test = { id, description, result, details: null, items: [] };
    }
    const [, told] = below.exec(rest) ?? [];
    if (test && told !== undefined) test = withLine(test, told);
  }
  close();
  if (!hasEnd) answers.refuse('it ends before its score: tests may be missing');
  return answers;
}

function withLine(test: WrittenTest & { items: string[] }, told: string) {
  const item = elementOf(told);
  if (item === null) return { ...test, details: test.details ?? told };
  test.items.push(...namesOf(item));
  return test;
}

/** The element that a line names, as the tool's JSON does; null: it names none. */
function elementOf(told: string): string | null {
  const [, port, user] = /^(?:Privileged )?Port in use: (\S+) in (\S+)$/.exec(told) ?? [];
  if (port !== undefined) return `${user}:${port}`;
  const [, folder, container] = /^Sensitive directory (\S+) mounted in: (\S+)$/.exec(told) ?? [];
  if (folder !== undefined) return `${container}:${folder}`;
  const [, address, owner] = /^Port being bound to wildcard IP: (\S+) in (\S+)$/.exec(told) ?? [];
  if (address !== undefined) return `${owner}:${address}`;
  const [, holder] = /^(?:Capabilities added: .*|CAP_\w+ added) to (\S+)$/.exec(told) ?? [];
  if (holder !== undefined) return holder;
  const [, element] = /^[^:]{3,80}: (\S.*)$/.exec(told) ?? [];
  return element ?? null;
}
