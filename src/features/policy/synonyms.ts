import { iso } from '../../core/clock.ts';
import { change } from '../../records/change.ts';
import { type SynonymRecord, synonymKind } from '../../records/policy.ts';
import { type Context, defineCommand, type Effect, say } from '../define.ts';

type Input =
  | { kind: 'add'; word: string; means: string }
  | { kind: 'remove'; word: string }
  | { kind: 'list' };

const WORD = /^[\p{L}\p{N}]{2,12}$/u;
const LISTED = 40;

/** 同义词: a word of this place for one of the book's; used by the search at once. */
export const synonyms = defineCommand<Input>({
  name: '同义词',
  aliases: ['土话'],
  summary: '教我一个本地的说法',
  usage: '同义词 屋漏 = 危房改造(删掉发:同义词 删 屋漏;全部看:同义词)',
  needs: 'addAnswer',
  where: ['private'],
  examples: ['同义词 屋漏 = 危房改造', '同义词', '同义词 删 屋漏'],
  exampleBy: 'office',
  read({ rest, explicit }) {
    const words = rest.trim();
    if (words === '') return { kind: 'list' };
    const gone = /^(?:删|删除|去掉|不要)\s*(.+)$/.exec(words)?.[1];
    if (gone) return { kind: 'remove', word: gone.trim() };
    const [word, means, more] = words.split(/\s*(?:=|就是|等于)\s*/).map((part) => part.trim());
    if (word && means && more === undefined) return { kind: 'add', word, means };
    return explicit ? { kind: 'list' } : null;
  },
  async run(input, context): Promise<Effect> {
    const known = context.read.directory.synonyms();
    if (input.kind === 'list') return say(list(known));
    const before = await context.read.get(synonymKind, input.word);
    if (input.kind === 'remove') {
      if (before?.status !== 'active') return say(`没有教过“${input.word}”,没有动。全部看,发:同义词`);
      return write(
        { ...before, status: 'void' },
        before,
        `“${input.word}”不再当“${before.means}”听了。`,
        context,
      );
    }
    const { word, means } = input;
    if (!WORD.test(word) || !WORD.test(means))
      return say(`两边各写2到12个字,没有记。这样发:同义词 屋漏 = 危房改造(您写的是“${word} = ${means}”)`);
    if (word === means) return say(`“${word}”两边一样,没有记。`);
    const fresh: SynonymRecord = {
      id: word,
      rev: 0,
      schema: 1,
      by: context.sender.person?.id ?? '',
      at: iso(context.now),
      status: 'active',
      source: { messageId: context.message.id, chat: context.chat },
      means,
    };
    return write(
      { ...(before ?? fresh), status: 'active', means },
      before,
      `好,有人说“${word}”,我就当“${means}”听。删掉发:同义词 删 ${word}`,
      context,
    );
  },
});

function list(known: readonly SynonymRecord[]): string {
  if (known.length === 0) return '还没有教过本地说法。教一个,发:同义词 屋漏 = 危房改造';
  const lines = known.slice(0, LISTED).map((s) => `${s.id} = ${s.means}`);
  const more = known.length > LISTED ? `\n还有${known.length - LISTED}个` : '';
  return `教过的本地说法:\n${lines.join('\n')}${more}\n删掉发:同义词 删 ${known[0]?.id}`;
}

function write(
  after: SynonymRecord,
  before: SynonymRecord | undefined,
  text: string,
  context: Context,
): Effect {
  const actor = context.sender.person?.id ?? '';
  const action = after.status === 'active' ? 'policy.synonym' : 'policy.synonymGone';
  return { changes: [change({ kind: synonymKind, before, after, action, actor })], replies: [{ text }] };
}
