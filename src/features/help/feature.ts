import { mayUse } from '../../core/rights.ts';
import { clip } from '../../core/text/clean.ts';
import { nearest } from '../../core/text/fuzzy.ts';
import { type Command, type Context, defineCommand, type Feature } from '../define.ts';

type AnyCommand = Command<unknown>;

/** 帮助, made from the command objects of all features. */
export function helpFeature(others: readonly Feature[]): Feature {
  const all = (): AnyCommand[] => [
    ...others.flatMap((f) => f.commands as unknown as AnyCommand[]),
    help as unknown as AnyCommand,
  ];

  const help: Command<never> = defineCommand<{ about: string }>({
    name: '帮助',
    aliases: ['help', '怎么用', '使用说明', '你会什么'],
    summary: '看我会什么;“帮助 走访”看一个命令怎么写',
    usage: '帮助 命令',
    needs: 'getHelp',
    where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
    examples: ['帮助', '帮助 走访', '#帮助'],
    read({ rest, explicit }) {
      const about = rest.replace(/^#/, '').replace(/[?。!]+$/, '');
      if (about === '' || explicit) return { about };
      return all().some((c) => c.name === about || c.aliases.includes(about)) ? { about } : null;
    },
    async run({ about }, context) {
      const mine = all().filter((c) => mayUse(context.sender, c.needs));
      const one = about === '' ? undefined : commandFor(about, mine);
      if (one) return { replies: [{ text: manual(one) }] };
      const lead = about === '' ? '' : `没有“${clip(about, 12)}”这个命令。\n`;
      return { replies: [{ text: `${lead}${overview(others, mine, context)}` }] };
    },
  });

  return { name: 'help', commands: [help] };
}

function commandFor(about: string, commands: readonly AnyCommand[]): AnyCommand | undefined {
  const exact = commands.find((c) => c.name === about || c.aliases.includes(about));
  if (exact) return exact;
  const words = commands.flatMap((c) => [c.name, ...c.aliases]);
  const [word] = nearest(about, words);
  return commands.find((c) => word !== undefined && (c.name === word || c.aliases.includes(word)));
}

/** One line a feature with its command words, and how its first one is written. */
function overview(features: readonly Feature[], mine: readonly AnyCommand[], context: Context): string {
  const blocks = features.flatMap((f) => {
    const own = mine.filter((c) => (f.commands as unknown as AnyCommand[]).includes(c));
    const [first] = own;
    if (!first) return [];
    const names = own.map((c) => c.name).join('、');
    return [`${f.title ?? first.name}:${names}\n  比如:${f.example ?? first.examples[0] ?? first.name}`];
  });
  const greeting = context.sender.person ? `${context.sender.person.name},我会这些:` : '我会这些:';
  return [greeting, ...blocks, '一个命令怎么写,发:帮助 走访'].join('\n');
}

function manual(command: AnyCommand): string {
  return [command.summary, `格式:${command.usage}`, '例子:', ...command.examples].join('\n');
}
