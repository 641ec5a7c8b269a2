import { findCheck } from '../engine/checks/find-check.js';
import type { BenchTest } from '../engine/docker-bench/bench-test.js';
import { benchTests } from '../engine/docker-bench/bench-tests.js';
import { grouped } from '../engine/model/grouped.js';

/** The text of `docs/docker-bench.md`. */
export function dockerBenchPage(): string {
  const same = benchTests.filter(({ difference }) => difference === null).length;
  return `# docker-bench-security and our checks

Every test of [docker-bench-security](https://github.com/docker/docker-bench-security) 1.6, ${benchTests.length} in all, with the checks
that look at the same thing: where both answer alike on the same facts (${same} of them), and where ours differ, and why.

Its result can be judged as it is: \`ironhull check docker-bench-security.sh.log.json\`, \`ironhull scan …\`,
\`POST /v1/scans {"dockerBench": …}\` or \`POST /v1/scans/docker-bench\`, as its JSON or as its log. What it says then stands in
place of what our checks would look at, under the same ids, so that policies and exemptions hold for both:

| It says | The check                                                                                        |
| ------- | ------------------------------------------------------------------------------------------------ |
| WARN    | fails, once for each container, image or network that it names                                   |
| PASS    | passes                                                                                           |
| INFO    | is unknown, with what it says; where a file is not there or no port is open, it does not apply   |
| NOTE    | is unknown: it is left to people                                                                 |
| nothing | is unknown: section 5 is left out where no container runs, and whatever was not asked for (\`-c\`) |

A finding says that the tool warned, and below "Our own check decides better" what is said here. Numbers that are not known, and numbers
under which an older version had another test, are named as problems and count for nothing.

In general: it looks at containers that run, ours at all that are there; what it cannot read it takes for unset, to ours it is unknown;
it prints INFO where nothing is there, ours say that it does not apply. A host that \`ironhull collect\` brought is judged on facts, which
decides each of these better.

- **Decide**: checks that its answer stands for when its result is judged. **Also**: checks that look at more than it does.
- **Same**: on the same facts both answer alike, but for the general rules above.

| Test | Label | Decide | Also | Same | Where ours differ |
| ---- | ----- | ------ | ---- | ---- | ----------------- |
${benchTests.map(rowOf).join('\n')}

${notes.map((note, index) => `- **${letterOf(index)}**: ${escaped(note)}`).join('\n')}

This page is generated from \`src/engine/docker-bench\`.
`;
}

/** What is said of several tests stands once, below the table. */
const notes: readonly string[] = [...grouped(benchTests, ({ difference }) => difference?.en ?? '')].flatMap(
  ([text, tests]) => (text !== '' && tests.length > 1 ? [text] : []),
);

function letterOf(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

function rowOf({ id, label, checks, related, difference }: BenchTest): string {
  const cells = [
    id,
    label,
    named(checks),
    named(related),
    difference ? 'no' : 'yes',
    differenceText(difference?.en ?? ''),
  ];
  return `| ${cells.map(escaped).join(' | ')} |`;
}

function differenceText(text: string): string {
  const note = notes.indexOf(text);
  return note === -1 ? text : `See ${letterOf(note)} below.`;
}

function named(ids: readonly string[]): string {
  return ids.map((id) => `\`${id}\`${findCheck(id) ? '' : ' (not built)'}`).join(', ');
}

/** Signs that Markdown acts on in a table stand for themselves. */
function escaped(text: string): string {
  return text.replace(/[\\<>*_|[\]]/g, '\\$&');
}
