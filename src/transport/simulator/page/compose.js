import { api } from './api.js';
import { createChain, readChain } from './chain.js';
import { byId } from './dom.js';
import { preview } from './store.js';

/** Below: what one says. `problem(sentence)` shows what went wrong. What it gives back says and fills in for others. */
export function createCompose(store, problem) {
  const text = byId('text');
  const place = byId('place');
  const place0 = () => (store.inRoom() ? { from: store.me, room: store.chat } : { from: store.me });

  /** Drafts stay with the chat and the person they were typed for. */
  const drafts = new Map();
  let draft = '';

  async function attempt(work) {
    try {
      await work();
      problem('');
      return true;
    } catch (error) {
      problem(error.message);
      return false;
    }
  }

  async function say() {
    const said = text.value.trim();
    if (said === '') return;
    const where = place0();
    const { quote } = store;
    text.value = '';
    store.quoting(undefined);
    const sent = await attempt(() => api.say({ ...where, text: said, ...(quote && { quote: quote.n }) }));
    if (sent) return;
    if (text.value === '') text.value = said;
    if (quote) store.quoting(quote);
  }

  byId('compose').addEventListener('submit', (event) => {
    event.preventDefault();
    void say();
  });
  text.addEventListener('keydown', (event) => {
    // while an input method is composing, Enter picks a word
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    void say();
  });

  for (const kind of ['image', 'file']) {
    const input = byId(kind);
    byId(`pick-${kind}`).addEventListener('click', () => input.click());
    input.addEventListener('change', async () => {
      const [file] = input.files;
      input.value = '';
      if (file) await attempt(() => api.upload(kind, file, place0()));
    });
  }

  byId('at-bot').addEventListener('click', () => {
    if (!text.value.includes(`@${store.botName}`)) text.value = `@${store.botName} ${text.value}`;
    text.focus();
  });

  const chain = createChain((all) => attempt(() => api.say({ ...place0(), text: all })));
  byId('pick-chain').addEventListener('click', () => {
    const last = store.messagesOf(store.chat).findLast((one) => !one.recalled && readChain(one.text));
    chain.open(readChain(last?.text));
  });

  byId('pick-place').addEventListener('click', () => place.showModal());
  byId('place-cancel').addEventListener('click', () => place.close());
  byId('place-form').addEventListener('submit', ({ target }) => {
    const given = new FormData(target);
    const location = {
      name: String(given.get('name')),
      latitude: Number(given.get('latitude')),
      longitude: Number(given.get('longitude')),
    };
    void attempt(() => api.say({ ...place0(), location }));
  });

  function quoted() {
    const { quote } = store;
    byId('quoting').hidden = !quote;
    if (quote) byId('quoting-text').textContent = `${store.name(quote.from)}：${preview(quote)}`;
    if (quote) text.focus();
  }
  byId('quoting-stop').addEventListener('click', () => {
    store.quoting(undefined);
    text.focus();
  });

  store.listen((what) => {
    if (what === 'quote' || what === 'me' || what === 'chat') quoted();
    if (what !== 'all' && what !== 'me' && what !== 'chat') return;
    const key = `${store.me} ${store.chat}`;
    if (draft !== key) {
      if (draft) drafts.set(draft, text.value);
      text.value = drafts.get(key) ?? '';
      draft = key;
    }
    byId('at-bot').hidden = !store.inRoom();
    byId('pick-chain').hidden = !store.inRoom();
    problem('');
  });

  return {
    say: (said) => attempt(() => api.say(said)),
    /** Puts words into the field, to be looked over before they are sent. */
    fill(words) {
      text.value = words;
      text.focus();
    },
    chain,
  };
}
