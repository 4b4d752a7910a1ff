import { householdHelp } from '../../householdHelp.ts';
import type { Talk } from './signs.ts';

/** What is answered in the same words to everybody. */
export const SAID: Partial<Record<Talk, string>> = {
  self: '我是乡扶贫办的小助手,是手机里的程序,不是真人。政策上的事、家里的难处,跟我说就行,我答不了的转给人。',
  help: householdHelp(),
  privacy:
    '您家的事,只给帮您家的人、村里和乡里管这事的人看,谁看过都有记录,不发到群里。想看存了什么,发:我的信息',
  erase: '想删的话,发:删除我的信息。我去告诉乡扶贫办,由他们来删。',
  distrust: '小心些是对的。我是乡扶贫办的小助手,不收钱,也不要您的卡号、密码。不放心就问村里。',
  speaksFor: '您好!替家里人说也行,有啥事直接跟我说。',
  paid: '好,知道了。',
  sorry: '没事。',
  thanks: '不客气,有事随时说。',
};

/** The same for those who work. */
export const SAID_TO_CADRE: Partial<Record<Talk, string>> = {
  self: '我是帮扶小助手,是个程序。记走访、查没走的户、问政策,都可以发给我。',
  help: '三样最常用:\n记走访,发:走访 户主姓名 入户 看到的情况\n看哪些户没走,发:未走访\n问政策,直接问\n别的发:帮助',
  greeting: '在的,您说。记走访这样发:走访 户主姓名 入户 看到的情况',
  thanks: '不客气。',
  sorry: '没事。',
  simpler: '是我没说清楚。要看怎么写,发:帮助',
};
