import { expect, test } from 'vitest';
import { closingLine, countTests } from '../../scripts/count-tests.ts';

function report(files: string[][], { passed = 0, failed = 0, skipped = 0 } = {}): string {
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: skipped,
    numTodoTests: 0,
    testResults: files.map(([status, ...tests]) => ({
      status,
      assertionResults: tests.map((each) => ({ status: each })),
    })),
  });
}

test.each<[string, string | null, number | null, number, string]>([
  ['all passed', report([['passed', 'passed', 'passed']], { passed: 2 }), 0, 0, '2 passed, 0 failed'],
  [
    'one failed',
    report([['failed', 'passed', 'failed']], { passed: 1, failed: 1 }),
    1,
    0,
    '1 passed, 1 failed',
  ],
  [
    'some skipped',
    report([['passed', 'passed']], { passed: 1, skipped: 3 }),
    0,
    0,
    '1 passed, 0 failed, 3 skipped',
  ],
  [
    'a file not collected',
    report([['failed'], ['passed', 'passed']], { passed: 1 }),
    1,
    0,
    '1 passed, 1 failed',
  ],
  ['a hook failed', report([['failed', 'skipped']], { skipped: 1 }), 1, 0, '0 passed, 1 failed, 1 skipped'],
  ['an error beside the tests', report([['passed', 'passed']], { passed: 1 }), 1, 0, '1 passed, 1 failed'],
  ['killed', report([['passed', 'passed']], { passed: 1 }), null, 0, '1 passed, 1 failed'],
  ['no test', report([]), 0, 0, '0 passed, 1 failed'],
  [
    'only skipped ones',
    report([['passed', 'skipped']], { skipped: 1 }),
    0,
    0,
    '0 passed, 1 failed, 1 skipped',
  ],
  ['no report', null, 1, 0, '0 passed, 1 failed'],
  ['half a report', '{"numPassed', 1, 0, '0 passed, 1 failed'],
  ['types and lint failed', report([['passed', 'passed']], { passed: 1 }), 0, 2, '1 passed, 2 failed'],
])('%s', (_, text, code, steps, line) => {
  expect(closingLine(countTests(text, code, steps))).toBe(line);
});
