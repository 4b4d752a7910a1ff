import { codeKind, triesKind } from './binding.ts';
import { flowBookKind } from './flowBook.ts';
import { assignmentKind, householdKind } from './household.ts';
import { importKind } from './import.ts';
import type { Kind } from './kind.ts';
import { exportKind } from './ledgerExport.ts';
import { lookKind } from './look.ts';
import { memberEventKind } from './memberEvent.ts';
import { expenseKind, incomeKind } from './money.ts';
import { monthReportKind } from './monthReport.ts';
import { needKind } from './need.ts';
import { identityKind, personKind, roomKind, settingKind, villageKind } from './organisation.ts';
import {
  campaignKind,
  givenKind,
  offeredKind,
  optOutKind,
  policyKind,
  synonymKind,
  unansweredKind,
} from './policy.ts';
import { problemKind } from './problem.ts';
import { publicityKind } from './publicity.ts';
import { pushKind } from './push.ts';
import { requestKind } from './request.ts';
import { rhythmKind } from './rhythm.ts';
import { signupKind } from './signup.ts';
import { taskKind } from './task.ts';
import { visitKind } from './visit.ts';

/** Every kind of record, by its name. */
export const KINDS: ReadonlyMap<string, Kind> = new Map(
  [
    visitKind,
    householdKind,
    flowBookKind,
    importKind,
    memberEventKind,
    assignmentKind,
    personKind,
    identityKind,
    codeKind,
    triesKind,
    villageKind,
    roomKind,
    settingKind,
    rhythmKind,
    requestKind,
    problemKind,
    taskKind,
    policyKind,
    givenKind,
    optOutKind,
    unansweredKind,
    synonymKind,
    offeredKind,
    campaignKind,
    pushKind,
    incomeKind,
    expenseKind,
    needKind,
    signupKind,
    lookKind,
    exportKind,
    monthReportKind,
    publicityKind,
  ].map((k) => [k.name, k as unknown as Kind]),
);
