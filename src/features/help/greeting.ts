import type { Directory } from '../../records/read.ts';

/** What a new friend of the account is told: who this is, and what to type first. Short: it is read on a small screen. */
export function greeting(directory: Directory, contact: string, botName: string): string {
  const hello = `您好,我是${botName}。`;
  const identity = directory.identity(contact);
  if (identity?.householdId)
    return `${hello}政策上的事、要反映的事,直接打字问我就行,比如:低保怎么申请。发“帮助”看我会什么。`;
  if (identity?.personId)
    return `${hello}记走访发一句就行:走访 户主姓名 入户 看到的情况。发“帮助”看我会什么。`;
  return `${hello}第一次用,请先把乡扶贫办给您的绑定码发给我,这样写:绑定 8K3F-27QX。没有码就找您的帮扶人或乡扶贫办要。`;
}
