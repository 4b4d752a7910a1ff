import { byId, el } from './dom.js';
import { preview } from './store.js';
import { momentOf } from './time.js';

const KEEP = 40;

/** Right, below: what the bot sent to anybody, the latest first. */
export function createFeed(store, onOpen) {
  function show() {
    const sent = store.messages.filter(({ from }) => from === 'bot').slice(-KEEP);
    byId('feed-empty').hidden = sent.length > 0;
    byId('feed').replaceChildren(...sent.reverse().map(row));
  }

  function row(message) {
    const room = store.room(message.chat);
    const to = room ? room.name : `${store.name(message.chat)}（私聊）`;
    const go = () => {
      if (!room) onOpen(message.chat, message.chat);
      else onOpen(room.members.includes(store.me) ? store.me : room.members[0], room.id);
    };
    return el(
      'li',
      {},
      el(
        'button',
        { type: 'button', onclick: go },
        el('span', { class: 'faint' }, `${momentOf(message.at, store.now())} → ${to}`),
        el('span', { class: 'feed-text' }, preview(message)),
      ),
    );
  }

  store.listen((what, message) => {
    if (what === 'all' || message?.from === 'bot') show();
  });
}
