import { byId, el } from './dom.js';
import { atTime } from './time.js';

/** Three things to try, each one click: it is said at once, or the clock moves. */
export function createTries(store, { be, say, moveTo }) {
  async function run({ as, chat, text, until }) {
    be(as, chat ?? as);
    if (text) await say({ from: as, ...(chat && { room: chat }), text });
    if (until) await moveTo(next(store.now(), until));
  }

  function next(now, time) {
    const hours = Number(time.slice(0, 2)) + Number(time.slice(3)) / 60;
    const today = atTime(now, 0, hours);
    return today > now ? today : atTime(now, 1, hours);
  }

  function row(one) {
    const what = one.text ?? (one.until ? `把时钟拨到 ${one.until}` : '');
    return el(
      'li',
      {},
      el('button', { class: 'example cut', type: 'button', title: what, onclick: () => run(one) }, one.label),
    );
  }

  store.listen((what) => {
    if (what !== 'all') return;
    byId('tries').replaceChildren(...store.tries.map(row));
    byId('tries-section').hidden = store.tries.length === 0;
  });
}
