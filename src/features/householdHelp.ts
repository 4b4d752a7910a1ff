/** What a household can do here, in the three things that matter most: nobody reads twelve commands. */
export function householdHelp(): string {
  return [
    '最常用的三样:',
    '想问政策,直接问,比如:低保怎么申请',
    '家里有难处,直接说,我转给帮扶人',
    '想看办到哪了,发:我的事',
    '急病先打120,着火打119。',
  ].join('\n');
}
