/** What households say to the bot besides questions about the rules. */
export const TALKS = [
  'thanks',
  'greeting',
  'ack',
  'death',
  'optOut',
  'optIn',
  'erase',
  'privacy',
  'change',
  'complaint',
  'distrust',
  'urge',
  'matters',
  'voice',
  'simpler',
  'again',
  'contact',
  'wrong',
  'speaksFor',
  'call',
  'comes',
  'helper',
  'office',
  'praise',
  'self',
  'help',
  'birth',
  'wedding',
  'hospital',
  'away',
  'back',
  'notHome',
  'money',
  'handIn',
  'need',
  'paid',
  'sorry',
  'empty',
] as const;
export type Talk = (typeof TALKS)[number];

/** The signs of one kind of talk in homely words. */
export interface Sign {
  /** One of them is enough. */
  is: RegExp;
  /** Then it is not so after all. */
  not?: RegExp;
  /** Longer words are a story, and stories are read by the guard and a person. */
  most?: number;
}

export type Signs = Partial<Record<Talk, Sign>>;

/** One pattern of many, so that each stands on a line of its own. */
export const oneOf = (...patterns: readonly (RegExp | string)[]): RegExp =>
  new RegExp(patterns.map((p) => (typeof p === 'string' ? p : p.source)).join('|'), 'u');

/** Somebody of the family, in homely words. */
export const KIN =
  '(?:儿媳|孙媳|老婆|老公|男人|丈夫|老伴|老头子?|老太婆?|那口子|当家的|爸|妈|爷爷|爷|奶奶|奶|公公|婆婆|外公|外婆|岳父|岳母|丈母娘|老丈人|儿子|女儿|孩子|孙子|孙女|孙|儿|女|哥哥?|弟弟?|姐姐?|妹妹?|女婿|老大|老二|老三|老幺|幺儿|姑娘|侄儿|侄女|叔|伯|舅|姑|姨|老人家?|一家|全家)';
/** Who helps the house, in homely words. */
export const HELPER =
  '(?:(?:我家?|我的)?(?:的|那个|那位|这个)*(?:帮扶|帮(?:助|扶)?我家?|管我家?|包我家?|联系我家?|负责我家?|结对|包户|驻村)(?:的|那个|这个)*(?:责任人|女?干部|人|同志|领导|老师|单位)*|(?:那个|这个|这位|那位|女|男)*(?:干部|同志|领导|工作队)(?:们)?)';
/** The rules and their money: a question about them is for the book. */
export const RULES =
  /低保|五保|医保|合作医疗|新农合|残疾|补贴|补助|报销|贷款|搬迁|危房|助学|学费|保险|退耕|光伏|条件|标准|多少钱|怎么申请|怎么办理|要什么材料/;
