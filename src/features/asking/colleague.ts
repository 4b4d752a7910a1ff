import type { Colleague } from '../../records/colleague.ts';

const HELPS = '(?:帮扶|包户|挂帮|帮|包|管|联系|结对|负责)';
const WHICH = '(?:哪|几|多少|谁)(?:几|些|一|个)?(?:个|户|家)?(?:人家|人|贫困户|对象|户)?';
/** 帮了哪几户, 名下有几户, 帮的哪一家, 的户有哪些. */
const HELPED = [
  `^(?:现在|目前|都|一共|到底|是|又|在)*${HELPS}(?:了|着|的|扶|户)*(?:都?是|有)?${WHICH}[呢啊?。]*$`,
  `^(?:的|那边|这边)?(?:名下|手上|手里|手头)?(?:现在|一共|总共|都|${HELPS})*的?(?:有|是)*${WHICH}${HELPS}?(?:户|家|的)[呢啊?。]*$`,
  '^的?(?:名下的?|手上的?|帮的?|包的?)?(?:户|帮扶户|帮扶对象|结对户|贫困户|对象)(?:都)?(?:有|是)?(?:哪些|哪几户|名单|谁)?[呢啊?。]*$',
].map((form) => new RegExp(form, 'u'));
const TASKS =
  /任务|待办|(手[上头里边]|名下|还)[^,。]{0,8}(事情?|活|工作|材料)|(没|未)(有)?(办|做|完成|交|弄)(完|好)?的?(事情?|活|工作|材料|任务)/;
/** Somebody says that it is done, and does not ask. */
const TOLD = /(完成|办好|办完|搞定|弄好|交|发)了(?!没|吗|几|多少|哪)[。!啊哈]*$/;
/** Households reached and problems have lists of their own. */
const OTHERS = /户|家|问题|月报|走访|入户|诉求|请假|电话|逾期问题/;

/** What a question about one colleague asks, as the line that answers it; null where the words are about something else. */
export function ofColleague({ person, about }: Colleague): string | null {
  const words = about.replace(/^(请问|问下|查一?下|查查|看一?下|看看|帮我看看?|帮我查查?)/, '').trim();
  if (HELPED.some((form) => form.test(words))) return `帮哪些户 ${person.name}`;
  return TASKS.test(words) && !OTHERS.test(words) && !TOLD.test(words) ? `看任务 ${person.name}` : null;
}
