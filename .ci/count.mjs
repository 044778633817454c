// The closing line of a run, from vitest's JSON report. A run that broke off before its tests has failed once.
import { readFileSync } from 'node:fs';

const text = readFileSync(process.argv[2], 'utf8');
const { numPassedTests, numFailedTests, numPendingTests, testResults, success } = JSON.parse(text || '{}');
const brokenFiles = (testResults ?? []).filter(
  ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
).length;
const failed = (numFailedTests ?? 0) + brokenFiles || (success ? 0 : 1);
console.log(`${numPassedTests ?? 0} passed, ${failed} failed, ${numPendingTests ?? 0} skipped`);
