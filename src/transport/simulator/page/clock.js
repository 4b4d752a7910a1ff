import { api } from './api.js';
import { byId, el } from './dom.js';
import { atTime, dayOf, daysToMonday, isoOf, momentOf, timeOf } from './time.js';

const JUMPS = [
  { label: '+1小时', to: (now) => now + 3600_000 },
  { label: '到今晚20:00', to: (now) => atTime(now, 0, 20) },
  { label: '到明早09:00', to: (now) => atTime(now, 1, 9) },
  { label: '到下周一11:00', to: (now) => atTime(now, daysToMonday(now), 11) },
  { label: '+1周', to: (now) => now + 7 * 86_400_000 },
];

/** Right, above: the clock and the ways to move it. */
export function createClock(store) {
  const note = byId('clock-note');
  let busy = false;
  const buttons = JUMPS.map((jump) => {
    const button = el('button', { type: 'button', onclick: () => moveTo(jump.to(store.now())) }, jump.label);
    byId('jumps').append(button);
    return { button, jump };
  });

  async function moveTo(to) {
    busy = true;
    tick();
    note.textContent = '正在走…';
    const before = store.messages.at(-1)?.n ?? 0;
    try {
      const { now } = await api.clock({ to: isoOf(Math.floor(to / 1000) * 1000) });
      store.moved(now);
      const sent = store.messages.filter(({ n, from }) => n > before && from === 'bot').length;
      note.textContent = `到了 ${momentOf(now, now)}，路上小助手发了 ${sent} 条消息。`;
    } catch (error) {
      note.textContent = error.message;
    }
    busy = false;
    tick();
  }

  function tick() {
    const now = store.now();
    byId('now-time').textContent = timeOf(now);
    byId('now-day').textContent = dayOf(now);
    for (const { button, jump } of buttons) button.disabled = busy || jump.to(now) <= now;
  }
  setInterval(tick, 1000);
  store.listen((what) => {
    if (what === 'all' || what === 'message' || what === 'clock') tick();
  });
  return { moveTo };
}
