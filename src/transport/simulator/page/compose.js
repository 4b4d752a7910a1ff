import { api } from './api.js';
import { byId, el } from './dom.js';

/** Below: what one says. `problem(sentence)` shows what went wrong. */
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
    text.value = '';
    const sent = await attempt(() => api.say({ ...where, text: said }));
    if (!sent && text.value === '') text.value = said;
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

  function examples() {
    byId('examples').replaceChildren(
      ...store.examples.map((example) =>
        el(
          'li',
          {},
          el(
            'button',
            {
              class: 'example cut',
              type: 'button',
              onclick: () => {
                text.value = example;
                text.focus();
              },
            },
            example,
          ),
        ),
      ),
    );
  }

  store.listen((what) => {
    if (what === 'all') examples();
    if (what !== 'all' && what !== 'me' && what !== 'chat') return;
    const key = `${store.me} ${store.chat}`;
    if (draft !== key) {
      if (draft) drafts.set(draft, text.value);
      text.value = drafts.get(key) ?? '';
      draft = key;
    }
    byId('at-bot').hidden = !store.inRoom();
    problem('');
  });
}
