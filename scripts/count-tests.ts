/** What is read of vitest's JSON report. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/** How a whole run went. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Counts a run from vitest's report (its text; null where it wrote none), its exit code and the number of other steps that
 * failed. A file that could not be collected counts as failed, and so does a run without a test or one that failed as a
 * whole.
 */
export function countTests(report: string | null, exitCode: number | null, failedSteps: number): Tally {
  const read = report === null ? null : parse(report);
  const passed = read?.numPassedTests ?? 0;
  const skipped = (read?.numPendingTests ?? 0) + (read?.numTodoTests ?? 0);
  const broken = (read?.testResults ?? []).filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((each) => each.status === 'failed'),
  );
  let failed = (read?.numFailedTests ?? 0) + broken.length;
  if (failed === 0 && (exitCode !== 0 || passed === 0)) failed = 1;
  return { passed, failed: failed + failedSteps, skipped };
}

/** The closing line: `12 passed, 0 failed`, and `, 1 skipped` where there are such. */
export function closingLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function parse(report: string): Report | null {
  try {
    return JSON.parse(report) as Report;
  } catch {
    return null;
  }
}
