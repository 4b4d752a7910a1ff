/** What a line of the template is about. */
export type Field =
  | 'household'
  | 'by'
  | 'date'
  | 'mode'
  | 'met'
  | 'basics' // 两不愁
  | 'guarantees' // 三保障
  | 'five' // 两不愁三保障
  | 'all'
  | 'food'
  | 'clothing'
  | 'education'
  | 'medical'
  | 'housing'
  | 'water'
  | 'problems'
  | 'measures'
  | 'next'
  | 'note'
  /** What other forms ask and the register knows already: kept in the visit's text only. */
  | 'skip';

/** The names that people give the lines; the first is ours. */
export const LABELS: Record<Field, readonly string[]> = {
  date: ['日期', '走访日期', '走访时间', '时间', '入户日期', '入户时间'],
  household: [
    '户主',
    '户主姓名',
    '贫困户',
    '贫困户姓名',
    '贫困户户主',
    '走访对象',
    '走访户',
    '走访户主',
    '走访农户',
    '被走访人',
    '被走访户',
    '帮扶对象',
    '农户',
    '农户姓名',
    '户名',
    '姓名',
  ],
  by: ['走访人', '走访人员', '走访干部', '记录人', '帮扶人', '帮扶责任人', '帮扶干部', '填表人', '填报人'],
  mode: ['走访方式', '方式', '走访形式', '走访类型', '形式'],
  met: ['在家人员', '见到谁', '见到的人', '见到', '在家', '在家的人', '受访人', '谁在家'],
  basics: ['两不愁', '二不愁', '吃穿', '吃穿情况', '不愁吃穿'],
  guarantees: ['三保障', '三保障情况'],
  five: ['两不愁三保障', '两不愁、三保障', '两不愁三保障情况'],
  all: ['六项', '六项情况', '检查', '查看情况'],
  food: ['吃', '不愁吃', '吃饭', '吃的'],
  clothing: ['穿', '不愁穿', '穿衣', '穿的'],
  education: ['教育', '义务教育', '上学', '教育保障'],
  medical: ['医疗', '基本医疗', '看病', '医疗保障', '医保'],
  housing: ['住房', '住房安全', '房子', '房屋', '住房保障'],
  water: ['饮水', '饮水安全', '吃水', '喝水', '用水', '安全饮水', '饮用水'],
  problems: [
    '发现问题',
    '发现的问题',
    '存在问题',
    '存在的问题',
    '存在困难',
    '主要问题',
    '反映问题',
    '反映的问题',
    '问题困难',
    '问题和困难',
    '困难和问题',
    '困难问题',
    '问题',
    '困难',
  ],
  measures: [
    '帮扶措施',
    '措施',
    '办理措施',
    '下一步',
    '下一步措施',
    '下一步打算',
    '下步打算',
    '下步措施',
    '解决办法',
    '要办的事',
  ],
  next: ['下次走访', '下次走访时间', '下次走访日期', '下次', '下次时间', '下次日期', '下回'],
  note: [
    '备注',
    '情况',
    '其他情况',
    '其他',
    '走访情况',
    '走访内容',
    '家庭情况',
    '看到的情况',
    '基本情况',
    '具体情况',
    '内容',
  ],
  skip: [
    '村',
    '村名',
    '组',
    '村组',
    '组别',
    '所在村',
    '所属村组',
    '住址',
    '地址',
    '家庭住址',
    '单位',
    '帮扶单位',
    '联系电话',
    '电话',
    '手机',
    '手机号',
    '家庭人口',
    '人口',
    '签名',
    '签字',
    '序号',
    '编号',
  ],
};

export const BY_LABEL: readonly (readonly [label: string, field: Field])[] = Object.entries(LABELS).flatMap(
  ([field, labels]) => labels.map((label) => [label, field as Field] as const),
);

/** What the sheet is called. */
export const TITLES = [
  '走访日志',
  '走访记录',
  '走访登记',
  '走访工作日志',
  '走访工作记录',
  '入户日志',
  '入户记录',
  '入户走访日志',
  '入户走访记录',
  '帮扶日志',
  '帮扶记录',
  '帮扶走访日志',
  '帮扶工作日志',
] as const;
