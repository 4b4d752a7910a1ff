import type { Feature } from '../define.ts';
import { amendTask } from './amend.ts';
import { cancelTask, recalledTasks } from './cancel.ts';
import { taskChain } from './chain.ts';
import { checkList } from './check.ts';
import { createTask } from './create.ts';
import { doneTask } from './done.ts';
import { myTasks, tally } from './lists.ts';
import { agreeTask, postponeTask, refuseTask } from './postpone.ts';
import { theirTasks } from './theirs.ts';
import { taskTrail } from './trail.ts';

/** Tasks and reminders: asked for, done, postponed, cancelled, and who has not yet. */
export const task: Feature = {
  name: 'task',
  title: '任务',
  commands: [
    createTask,
    doneTask,
    taskChain,
    checkList,
    myTasks,
    theirTasks,
    tally,
    postponeTask,
    agreeTask,
    refuseTask,
    cancelTask,
    amendTask,
    taskTrail,
  ],
  recalled: recalledTasks,
};
