import { byId, el } from './dom.js';

const HEAD = /^[#＃]?接龙[ \t]*\n?/;
const ITEM = /^\s*\d{1,3}[.、．\s]\s*(.*)$/;

/** `#接龙`, a title, numbered lines: taken apart; undefined where it is none. */
export function readChain(text = '') {
  if (!/^[#＃]接龙/.test(text)) return undefined;
  const lines = text.replace(HEAD, '').split('\n');
  const first = lines.findIndex((line) => ITEM.test(line));
  const title = (first < 0 ? lines : lines.slice(0, first)).join('\n').trim();
  const items = first < 0 ? [] : lines.slice(first).map((line) => ITEM.exec(line)?.[1]?.trim() ?? '');
  return { title, items: items.filter(Boolean) };
}

/** The small editor for a 接龙, as WeChat has one. `send(text)` resolves to whether it went out. */
export function createChain(send) {
  const dialog = byId('chain');
  const form = byId('chain-form');
  let items = [];

  function open(chain = { title: '', items: [] }) {
    items = chain.items;
    form.elements.title.value = chain.title;
    form.elements.mine.value = '';
    byId('chain-items').replaceChildren(...items.map((item) => el('li', {}, item)));
    dialog.showModal();
    (chain.title ? form.elements.mine : form.elements.title).focus();
  }

  byId('chain-cancel').addEventListener('click', () => dialog.close());
  form.addEventListener('submit', () => {
    const mine = form.elements.mine.value.split('\n').map((line) => line.trim());
    const all = [...items, ...mine.filter(Boolean)].map((line, i) => `${i + 1}. ${line}`);
    void send(['#接龙', form.elements.title.value.trim(), ...all].join('\n'));
  });
  return { open };
}
