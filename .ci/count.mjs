// Prints how many tests passed and failed:
//   node .ci/count.mjs <report of vitest> <exit status of vitest> [<report of the files that were run once more>]
// A file that could not be run, and a run that failed without a failed test, each count as one failed test.
//   node .ci/count.mjs --files <report of vitest>
// prints the files in which something failed, a line each.
import { existsSync, readFileSync } from 'node:fs';

const isFailed = (test) => test.status === 'failed';
const isBroken = (file) => file.status === 'failed' && !file.assertionResults.some(isFailed);

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).testResults;
  } catch (error) {
    console.error(`There is no report of the tests: ${error.message}`);
    return [];
  }
}

/** On standard error: what failed, for the end of the run. */
function tell(title, files) {
  for (const { name, assertionResults, message } of files) {
    const failing = assertionResults.filter(isFailed);
    for (const test of failing)
      console.error(`${title}: ${name}: ${test.fullName}\n${test.failureMessages.join('\n').slice(0, 2000)}`);
    if (failing.length === 0 && message) console.error(`${title}: ${name}\n${message.slice(0, 2000)}`);
  }
}

function count([path, status, pathAgain]) {
  const first = read(path);
  const again = pathAgain && existsSync(pathAgain) ? read(pathAgain) : [];
  const repeated = new Set(again.map((file) => file.name));
  tell(
    'Failed at first, and run once more',
    first.filter((file) => repeated.has(file.name)),
  );
  const last = [...first.filter((file) => !repeated.has(file.name)), ...again];
  tell('Failed', last);
  const tests = last.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const failed = tests.filter(isFailed).length + last.filter(isBroken).length;
  const isUnexplained = failed === 0 && (status !== '0' || passed === 0);
  console.log(passed, isUnexplained ? 1 : failed);
}

const [, , ...given] = process.argv;
if (given[0] === '--files') {
  const failed = read(given[1]).filter((file) => file.assertionResults.some(isFailed) || isBroken(file));
  for (const { name } of failed) console.log(name);
} else count(given);
