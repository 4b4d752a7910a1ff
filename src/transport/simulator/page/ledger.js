import { api } from './api.js';
import { byId, el } from './dom.js';
import { momentOf } from './time.js';

const WAIT_MS = 400;

/** Right: the records that were made by what was said; what is new or changed stands out. */
export function createLedger(store) {
  const list = byId('ledger');
  const filter = byId('ledger-kind');
  let rows = [];
  let known;
  let fresh = new Set();
  let timer;

  async function load() {
    const { rows: all } = await api.ledger().catch(() => ({ rows }));
    const marks = new Map(all.map((row) => [row.key, JSON.stringify(row)]));
    const changed = known ? all.filter((row) => known.get(row.key) !== marks.get(row.key)) : [];
    known = marks;
    rows = all;
    if (changed.length > 0) {
      fresh = new Set(changed.map(({ key }) => key));
      const said = changed.slice(0, 3).map(({ kind, number = '' }) => `${kind}${number}`);
      byId('ledger-news').textContent = `账本有变化：${said.join('、')}`;
    }
    show();
  }

  function show() {
    const kinds = ['', ...new Set(rows.map(({ kind }) => kind))];
    const chosen = kinds.includes(filter.value) ? filter.value : '';
    filter.replaceChildren(...kinds.map((kind) => el('option', { value: kind }, kind || '全部')));
    filter.value = chosen;
    const shown = rows.filter(({ kind }) => chosen === '' || kind === chosen);
    byId('ledger-empty').hidden = shown.length > 0;
    list.replaceChildren(...shown.map(row));
  }

  function row({ key, kind, number, title, text, state, at }) {
    return el(
      'li',
      { class: fresh.has(key) ? 'row new' : 'row' },
      el(
        'p',
        { class: 'row-top' },
        el('span', { class: 'tag' }, kind),
        number ? el('b', {}, number) : undefined,
        el('time', { class: 'faint' }, momentOf(at, store.now())),
      ),
      el('p', {}, title, fresh.has(key) ? el('span', { class: 'hidden' }, '（新）') : undefined),
      text ? el('p', { class: 'faint row-text' }, text) : undefined,
      state ? el('p', { class: 'faint' }, state) : undefined,
    );
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(load, WAIT_MS);
  }

  filter.addEventListener('change', show);
  store.listen((what) => {
    if (what === 'all' || what === 'message' || what === 'recalled' || what === 'clock') soon();
  });
}
