import type { Feature } from '../define.ts';
import { amend } from './amend.ts';
import { recalledPhotos } from './attach/recalled.ts';
import { attachTo } from './attach/to.ts';
import { wordless } from './attach/wordless.ts';
import { chain } from './chain/command.ts';
import { changeRegister, keepRegister } from './compare/answer.ts';
import { compare } from './compare/push.ts';
import { logVisit } from './log.ts';
import { eve } from './plan/eve.ts';
import { myHouseholds } from './plan/households.ts';
import { myVisits, unvisited } from './plan/mine.ts';
import { overdue } from './plan/overdue.ts';
import { standing } from './plan/standing.ts';
import { whomToday } from './plan/today.ts';
import { drafts, dropDraft } from './quick/drafts.ts';
import { recalledVisits } from './recalled.ts';
import { blank, template } from './template/command.ts';
import { trail } from './trail/command.ts';
import { withdraw } from './withdraw.ts';

/** Visits: logged in one line, taken back, amended, asked for, and reminded of. */
export const visit: Feature = {
  name: 'visit',
  title: '走访',
  commands: [
    logVisit,
    template,
    blank,
    chain,
    withdraw,
    amend,
    myVisits,
    unvisited,
    whomToday,
    myHouseholds,
    standing,
    attachTo,
    trail,
    drafts,
    dropDraft,
    changeRegister,
    keepRegister,
  ],
  pushes: [overdue, compare, eve],
  wordless,
  recalled: async (made, context) => (await recalledPhotos(made, context)) ?? recalledVisits(made, context),
};
