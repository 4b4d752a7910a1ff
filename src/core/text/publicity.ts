const WHEN = /哪天|哪一天|几号|(什么|啥)时候|几时|好久|满|到期|结束|截止|(多久|几天)|报(乡|上|到)/;

/** Words ask when a name that was put up for all to see is full, or may be handed on (C06). */
export const asksWhenFull = (text: string): boolean => /公示(?!栏)/.test(text) && WHEN.test(text);
