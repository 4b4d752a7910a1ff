import { flowBookKind } from './flowBook.ts';
import { assignmentKind, householdKind } from './household.ts';
import { importKind } from './import.ts';
import type { Kind } from './kind.ts';
import { memberEventKind } from './memberEvent.ts';
import { expenseKind, incomeKind } from './money.ts';
import { needKind } from './need.ts';
import { identityKind, personKind, roomKind, villageKind } from './organisation.ts';
import { givenKind, optOutKind, policyKind, unansweredKind } from './policy.ts';
import { problemKind } from './problem.ts';
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
    villageKind,
    roomKind,
    rhythmKind,
    requestKind,
    problemKind,
    taskKind,
    policyKind,
    givenKind,
    optOutKind,
    unansweredKind,
    pushKind,
    incomeKind,
    expenseKind,
    needKind,
    signupKind,
  ].map((k) => [k.name, k as unknown as Kind]),
);
