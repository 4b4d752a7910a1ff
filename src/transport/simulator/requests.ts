import { z } from 'zod';
import { BOT_ID } from './ids.ts';

const person = z
  .string('要写说话人的编号，如 U18')
  .regex(/^[A-Za-z0-9][\w-]{0,31}$/, '编号只能是字母和数字，如 U18')
  .refine((id) => id !== BOT_ID, '不能替小助手说话');
const room = z
  .string('群编号是文字，如 G2')
  .regex(/^[A-Za-z0-9][\w-]{0,31}$/, '群编号只能是字母和数字，如 G2');
const degrees = (most: number, what: string) =>
  z.number(`${what}是数字`).min(-most, `${what}超出范围`).max(most, `${what}超出范围`);

const location = z.strictObject(
  {
    latitude: degrees(90, '纬度'),
    longitude: degrees(180, '经度'),
    name: z.string('位置要有名称').max(100, '位置名称太长').default(''),
  },
  '位置要写 latitude、longitude 和 name',
);

/** The body of `POST /api/say` in JSON. */
export const sayBody = z
  .strictObject(
    {
      from: person,
      room: room.optional(),
      text: z.string('内容是文字').min(1, '没有内容').max(20_000, '内容太长，最多 20000 字').optional(),
      location: location.optional(),
      quote: z.int('quote 是消息的序号').positive('quote 是消息的序号').optional(),
      mention: z.boolean('mention 是 true 或 false').optional(),
      id: z
        .string()
        .regex(/^[\w.:-]{1,64}$/, '消息编号只能是字母、数字和 . : - _')
        .optional(),
    },
    '要一个 JSON 对象，如 {"from":"U18","room":"G2","text":"帮助"}',
  )
  .refine(
    (body) => (body.text === undefined) !== (body.location === undefined),
    '要写 text 或 location，只写一个',
  )
  .refine((body) => body.quote === undefined || body.text !== undefined, '引用时要写 text');

/** The fields beside the file of `POST /api/say` as a form. */
export const uploadFields = z.object({ from: person, room: room.optional() });

/** The body of `POST /api/recall`. */
export const recallBody = z.strictObject(
  { id: z.string('要写消息编号').min(1, '要写消息编号'), from: person },
  '要写 {"from":"U18","id":"…"}',
);

const YEAR_SECONDS = 366 * 86_400;

/** The body of `POST /api/clock`. */
export const clockBody = z
  .strictObject(
    {
      to: z.iso.datetime({ offset: true, error: 'to 要写成 2017-09-13T20:00:00+08:00' }).optional(),
      by: z.number('by 是秒数').positive('时钟只能往前走').max(YEAR_SECONDS, '一次最多走一年').optional(),
    },
    '要写 {"to":"2017-09-13T20:00:00+08:00"} 或 {"by":3600}',
  )
  .refine((body) => (body.to === undefined) !== (body.by === undefined), '要写 to 或 by，只写一个');

/** One sentence for what is wrong with a body. */
export function sentence(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return '请求不对';
  if (issue.code === 'unrecognized_keys') return `不认识的字段：${issue.keys.join('、')}`;
  return issue.path.length > 0 ? `${issue.path.join('.')}：${issue.message}` : issue.message;
}
