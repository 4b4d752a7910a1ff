import type { Feature } from '../define.ts';
import { addAnswer } from './addAnswer.ts';
import { sayAgain } from './again.ts';
import { alarmCommand } from './alarm.ts';
import { answerRequest } from './answerRequest.ts';
import { askCommand, proxyCommand } from './ask.ts';
import { campaign, campaignJob } from './campaign.ts';
import { editPolicy } from './edit.ts';
import { policyJob } from './job.ts';
import { createLibrary } from './library.ts';
import { myRequests, whoHelps } from './mine.ts';
import { offeredJob } from './offered.ts';
import { optIn, optOut } from './optOut.ts';
import { pushPolicy } from './push.ts';
import { policyCard, publishPolicy, reviewPolicy } from './review.ts';
import { synonyms } from './synonyms.ts';
import { recalledRequest, takeBack } from './takeBack.ts';
import { warnVillage } from './warning.ts';
import { withdrawPolicy } from './withdraw.ts';

/** Policies told right (G): asked, answered from the reviewed book or by a person, pushed, and taken back. */
export function policyFeature(): Feature {
  const library = createLibrary();
  return {
    name: 'policy',
    title: '政策',
    example: '问 低保怎么申请',
    commands: [
      whoHelps,
      myRequests,
      takeBack,
      answerRequest,
      pushPolicy,
      campaign,
      withdrawPolicy,
      editPolicy,
      reviewPolicy,
      publishPolicy,
      policyCard,
      addAnswer,
      synonyms,
      warnVillage,
      sayAgain,
      optOut,
      optIn,
      alarmCommand(library),
      proxyCommand(library),
      askCommand(library),
    ],
    recalled: recalledRequest,
    pushes: [policyJob, offeredJob, campaignJob],
  };
}
