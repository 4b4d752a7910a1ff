import type { Feature } from '../define.ts';
import { card } from './card.ts';
import { delist } from './delist.ts';
import { fillFact } from './facts.ts';
import { flow, openMonth } from './flow.ts';
import { addMember, died, married, moveOut } from './members.ts';
import { endMourning } from './mourning.ts';
import { ownLoan } from './ownLoan.ts';
import { cameBack, wentAway } from './wandering.ts';

/** Households: their card, what is not known of them, and how their members change. */
export const household: Feature = {
  name: 'household',
  title: '户档案',
  commands: [
    card,
    fillFact,
    addMember,
    moveOut,
    married,
    died,
    wentAway,
    cameBack,
    endMourning,
    delist,
    flow,
    ownLoan,
  ],
  pushes: [openMonth],
};
