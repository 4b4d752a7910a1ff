import { isTrouble as tellsTrouble } from '../../core/category.ts';

/** Something is broken or owed here and now: words about the rules alone do not mend it (I09, I19). */
const AMISS =
  /没发|没到(账|位|卡)?|没收到|拖(了|着|欠|到|工)|停水|断水|停了(好)?几天|没(得)?人(来)?(修|管|来)|打不通|裂(了|缝|口)|漏(雨|水|得)|要(垮|塌|倒)|垮了|塌了|没来(水|过)|不给(钱|工)|烧(了|光|没)|淹了|没(得|有)?(吃的|米|饭吃)|揭不开锅|管子.{0,3}(坏|爆|破)|水(浑|黄|脏)/;

/** What stands in the register about oneself is not acknowledged (B29, C39). */
const DISPUTES =
  /不(认账|认可|承认|同意|签字)|(算|记|填|写|报|登)(多|少|高|低)了|(算|记|填|写|搞|弄|登)错了?|重新?(算|核|记)/;

/** Somebody is to do something about it for him: `帮我催下`, `我要报名 帮我记一个`. */
const WANTS_DONE =
  /帮(我|忙)(催|登记|报(个)?名|记(一?个|一?下|上|起))|我(也)?(要|想)报(个)?名|(给|算)我(报|记)(一?个|上)|催一?[下哈]/;

/** Words that a person has to see to, whatever the book says of them. */
export function isTrouble(text: string): boolean {
  return (
    (WANTS_DONE.test(text) || AMISS.test(text) || tellsTrouble(text) || DISPUTES.test(text)) &&
    !/多少|好多|标准|条件|(什么时候|好久)(?!(才|能|会)*(有人|来|修|通|弄|管|发|到))|怎么申请/.test(text)
  );
}
