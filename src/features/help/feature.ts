import { mayUse } from '../../core/rights.ts';
import { clip } from '../../core/text/clean.ts';
import { nearest } from '../../core/text/fuzzy.ts';
import { localForm } from '../../records/exampleVillage.ts';
import { type Command, type Context, defineCommand, type Feature, say } from '../define.ts';
import { householdHelp } from '../householdHelp.ts';

type AnyCommand = Command<unknown>;

/** 帮助, made from the command objects of all features. */
export function helpFeature(others: readonly Feature[]): Feature {
  const all = (): AnyCommand[] => [
    ...others.flatMap((f) => f.commands as unknown as AnyCommand[]),
    help as unknown as AnyCommand,
  ];

  const help: Command<never> = defineCommand<{ about: string; brief?: boolean }>({
    name: '帮助',
    aliases: ['help', '怎么用', '使用说明', '你会什么', '怎么写'],
    summary: '看我会什么;“帮助 走访”看一个命令怎么写',
    usage: '帮助 命令',
    needs: 'getHelp',
    where: ['private', 'cadreRoom', 'leaderRoom', 'householdRoom'],
    examples: ['帮助', '帮助 走访', '#帮助'],
    read({ rest, explicit }, { message }) {
      const about = rest.replace(/^#/, '').replace(/[?。!]+$/, '');
      const brief = /^\s*[#＃]?怎么写/.test(message.text);
      if (about === '' || explicit) return { about, brief };
      return all().some((c) => c.name === about || c.aliases.includes(about)) ? { about } : null;
    },
    async run({ about, brief }, context) {
      const mine = all().filter((c) => mayUse(context.sender, c.needs));
      const topics = topicsOf(others, mine);
      const topic = topics.find(({ title }) => title === about);
      const one = about === '' ? undefined : commandFor(about, mine);
      const shown = (text: string) => say(localForm(text, context));
      if (brief && one) return shown(inShort(one));
      if (topic && one?.name !== about) return shown(wordsOf(topic));
      if (one) return shown(`${manual(one)}${topic ? `\n${wordsOf(topic)}` : ''}`);
      const lead = about === '' ? '' : `没有“${clip(about, 12)}”这个命令。\n`;
      const { person, householdId } = context.sender;
      const list = householdId && !person ? householdHelp() : overview(topics, context);
      return shown(`${lead}${list}`);
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

/** What one feature can do for somebody. */
interface Topic {
  title: string;
  example: string;
  names: string[];
}

function topicsOf(features: readonly Feature[], mine: readonly AnyCommand[]): Topic[] {
  return features.flatMap((f) => {
    const own = mine.filter((c) => !c.unlisted && (f.commands as unknown as AnyCommand[]).includes(c));
    const [first] = own;
    if (!first) return [];
    const usual = own.find((c) => f.example?.startsWith(c.name));
    const example =
      f.example && (usual || !first.examples[0]) ? f.example : (first.examples[0] ?? first.name);
    return [{ title: f.title ?? first.name, example, names: own.map((c) => c.name) }];
  });
}

/** All command words of one topic. */
const wordsOf = ({ title, names, example }: Topic): string =>
  `${title}:${names.join('、')}\n比如:${example}\n每个怎么写,发:帮助 ${names[0]}`;

/** How many command words of a topic the list shows. */
const SHOWN = 4;

/** One line a topic, all words of visits with how they are used most; the rest a step further: nobody reads more at once. */
function overview(topics: readonly Topic[], context: Context): string {
  const [first, ...others] = [...topics].sort(
    (a, b) => Number(b.title === '走访') - Number(a.title === '走访'),
  );
  const line = ({ title, names }: Topic) =>
    `${title}:${names.slice(0, SHOWN).join('、')}${names.length > SHOWN ? '…' : ''}`;
  const greeting = context.sender.person ? `${context.sender.person.name},我会这些:` : '我会这些:';
  const lead = first ? [`${first.title}:${first.names.join('、')}`, `  比如:${first.example}`] : [];
  const about = others.find(({ names }) => names.length > SHOWN)?.title ?? first?.title ?? '走访';
  return [
    greeting,
    ...lead,
    ...others.map(line),
    `一类还有哪些,发:帮助 ${about};一个命令怎么写,发:帮助 走访`,
  ].join('\n');
}

/** How one thing is written, with one example: what somebody wants who asks for that. */
function inShort({ summary, usage, examples, name }: AnyCommand): string {
  return [summary, `这样写:${usage}`, `比如:${examples[0] ?? name}`].join('\n');
}

function manual(command: AnyCommand): string {
  return [command.summary, `格式:${command.usage}`, '例子:', ...command.examples].join('\n');
}
