import type { Feature } from '../define.ts';
import { closeProblem, verifyProblem } from './close.ts';
import { escalateProblem } from './escalate.ts';
import { fixProblem } from './fix.ts';
import { handleProblem } from './handle.ts';
import { myProblems, problemList } from './lists.ts';
import { reassignProblem } from './reassign.ts';
import { redoProblem } from './redo.ts';
import { reportProblem } from './report.ts';
import { sweep, weekPlan } from './sweep.ts';
import { problemTrail } from './trail.ts';
import { joinProblem, majorProblem, noticeOf } from './weight.ts';
import { recalledProblems, withdrawProblem } from './withdraw.ts';

/** Problems: found, given to one person with a day, put right, looked at again, closed (E01–E25). */
export const problem: Feature = {
  name: 'problem',
  title: '问题',
  commands: [
    reportProblem,
    fixProblem,
    handleProblem,
    redoProblem,
    verifyProblem,
    closeProblem,
    escalateProblem,
    reassignProblem,
    joinProblem,
    majorProblem,
    noticeOf,
    myProblems,
    problemList,
    problemTrail,
    withdrawProblem,
  ],
  pushes: [sweep, weekPlan],
  recalled: recalledProblems,
};
