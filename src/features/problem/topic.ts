import type { Problem } from '../../records/problem.ts';
import type { Directory } from '../../records/read.ts';
import { whereText } from './text.ts';

/** Things that break and are put right, as people call them: the follow-up asks about the thing itself. */
const THINGS =
  /路灯|灯泡|电线|电表|电压|变压器|屋顶|墙|房子|厨房|厕所|门窗|瓦|自来水|水管|水井|水表|水泵|路面|桥|护栏|信号|网络|公示栏|工资|低保|补贴|学费/;

/** `路灯`: what a problem is about in one word; undefined where its words name no such thing. */
export function thingOf(text: string): string | undefined {
  return THINGS.exec(text)?.[0];
}

/** The title of the task to look again: `回访覃秀英路灯是否好用` (E01). */
export function followUpTitle(problem: Problem, directory: Directory): string {
  const thing = thingOf(problem.text);
  return `回访${whereText(problem, directory)}${thing ? `${thing}是否好用` : '问题是否办好'}`;
}
