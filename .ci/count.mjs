// Prints how many tests passed and failed: node .ci/count.mjs <report of vitest> <exit status of vitest>
// A file that could not be run, and a run that failed without a failed test, each count as one failed test.
import { readFileSync } from 'node:fs';

const [, , path, status] = process.argv;
let report = { numPassedTests: 0, numFailedTests: 0, testResults: [] };
try {
  report = JSON.parse(readFileSync(path, 'utf8'));
} catch (error) {
  console.error(`There is no report of the tests: ${error.message}`);
}
const isBroken = ({ status, assertionResults }) =>
  status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
const failed = report.numFailedTests + report.testResults.filter(isBroken).length;
const isUnexplained = failed === 0 && (status !== '0' || report.numPassedTests === 0);
console.log(report.numPassedTests, isUnexplained ? 1 : failed);

// On standard error: what failed, for the end of the run.
for (const { name, assertionResults, message } of report.testResults) {
  const failing = assertionResults.filter((test) => test.status === 'failed');
  for (const test of failing)
    console.error(`Failed: ${name}: ${test.fullName}\n${test.failureMessages.join('\n').slice(0, 2000)}`);
  if (failing.length === 0 && message) console.error(`Failed: ${name}\n${message.slice(0, 2000)}`);
}
