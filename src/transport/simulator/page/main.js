import { api } from './api.js';
import { readChain } from './chain.js';
import { createClock } from './clock.js';
import { createCompose } from './compose.js';
import { byId } from './dom.js';
import { createFeed } from './feed.js';
import { createLedger } from './ledger.js';
import { createList } from './list.js';
import { createMenu } from './menu.js';
import { createStore } from './store.js';
import { createTabs } from './tabs.js';
import { createTalk } from './talk.js';
import { createTries } from './tries.js';

const store = createStore();
const phone = matchMedia('(max-width: 719px)');
const narrow = matchMedia('(max-width: 1099px)');
let hideProblem;

function problem(sentence) {
  const line = byId('problem');
  clearTimeout(hideProblem);
  line.textContent = sentence;
  line.hidden = sentence === '';
  if (sentence) hideProblem = setTimeout(() => problem(''), 6000);
}

function view(name) {
  document.body.dataset.view = name;
  if (name === 'talk') talk.seen();
}

function panel(open) {
  document.body.dataset.panel = open ? 'open' : '';
  for (const id of ['open-panel', 'open-panel-talk']) byId(id).setAttribute('aria-expanded', String(open));
  if (open) byId('close-panel').focus();
}

function open(chat) {
  view('talk');
  store.open(chat);
  if (phone.matches) byId('back').focus();
  else byId('text').focus();
}

createList(store, open);
const compose = createCompose(store, problem);

/** What can be done with a message. */
function actions(message) {
  const { text = '', id, from } = message;
  const template = text.indexOf('【');
  const chain = readChain(text);
  const all = [
    text && { label: '复制', run: () => copy(text) },
    template >= 0 && { label: '填这张模板', run: () => compose.fill(text.slice(template)) },
    chain && store.inRoom() && { label: '接龙', run: () => compose.chain.open(chain) },
    { label: '引用', run: () => store.quoting(message) },
    id && from === store.me && { label: '撤回', run: () => recall(id) },
  ];
  return all.filter(Boolean);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    problem('复制好了');
  } catch {
    problem('浏览器不让复制，请选中文字再复制');
  }
}

async function recall(id) {
  try {
    await api.recall(store.me, id);
  } catch (error) {
    problem(error.message);
  }
}

const talk = createTalk(store, createMenu(actions));
const clock = createClock(store);
createTabs(byId('tabs'));
createLedger(store);
createFeed(store, goTo);
createTries(store, { be: goTo, say: compose.say, moveTo: clock.moveTo });

function goTo(me, chat) {
  if (narrow.matches) panel(false);
  view('talk');
  store.be(me, chat);
}

byId('back').addEventListener('click', () => {
  view('list');
  byId('chats').querySelector('[aria-current="true"]')?.focus();
});
for (const id of ['open-panel', 'open-panel-talk']) byId(id).addEventListener('click', () => panel(true));
byId('close-panel').addEventListener('click', () => panel(false));
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && document.body.dataset.panel === 'open') panel(false);
});

/** News may come before the state they follow: they wait for it. */
let waiting = [];
function news(apply) {
  return ({ data }) => {
    const doIt = () => apply(JSON.parse(data));
    if (waiting) waiting.push(doIt);
    else doIt();
  };
}

const events = new EventSource('/api/events');
events.addEventListener('ready', async () => {
  waiting = [];
  try {
    store.load(await api.state());
    byId('offline').hidden = true;
  } catch (error) {
    problem(error.message);
  }
  const held = waiting ?? [];
  waiting = undefined;
  for (const doIt of held) doIt();
});
events.addEventListener('error', () => {
  byId('offline').hidden = false;
});
events.addEventListener('said', news(store.add));
events.addEventListener('sent', news(store.add));
events.addEventListener(
  'recalled',
  news(({ n }) => store.recalled(n)),
);
events.addEventListener(
  'clock',
  news(({ now }) => store.moved(now)),
);
