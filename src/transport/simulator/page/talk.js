import { avatar, byId, el } from './dom.js';
import { preview } from './store.js';
import { momentOf } from './time.js';

const GAP = 5 * 60_000;

/** Middle: the conversation. `menu.on(message, node)` gives a message its menu. */
export function createTalk(store, menu) {
  const log = byId('log');
  log.tabIndex = 0; // so that the keyboard can scroll it
  let last;

  function all() {
    const room = store.room(store.chat);
    byId('chat-name').textContent = room?.name ?? store.botName;
    byId('chat-about').textContent = room
      ? `群聊 · ${room.members.length} 人和小助手`
      : `${store.name(store.me)} 与小助手的私聊`;
    last = undefined;
    log.replaceChildren();
    const messages = store.messagesOf(store.chat);
    if (messages.length === 0)
      log.append(el('p', { class: 'empty' }, '还没有消息。说一句，或点下面的“试一试”。'));
    for (const message of messages) append(message);
    log.scrollTop = log.scrollHeight;
    seen();
  }

  function append(message) {
    log.querySelector('.empty')?.remove();
    if (!last || message.at - last.at >= GAP) {
      log.append(el('p', { class: 'note' }, el('time', {}, momentOf(message.at, store.now()))));
    }
    last = message;
    log.append(node(message));
  }

  function node(message) {
    const mine = message.from === store.me;
    const name = store.name(message.from);
    if (message.recalled) {
      return el('p', { class: 'note', 'data-n': message.n }, `${mine ? '你' : name}撤回了一条消息`);
    }
    const more = el(
      'button',
      { class: 'more', type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false' },
      '⋯',
      el('span', { class: 'hidden' }, `更多：${preview(message).slice(0, 20)}`),
    );
    const showName = !mine && store.inRoom();
    const made = el(
      'div',
      { class: mine ? 'message mine' : 'message', 'data-n': message.n },
      avatar(message.from, name),
      el(
        'div',
        { class: 'said' },
        el('span', { class: showName ? 'faint' : 'hidden' }, mine ? '我：' : name),
        el('div', { class: 'said-line' }, content(message), more),
        message.quote
          ? el('p', { class: 'quote cut' }, `${message.quote.name}：${message.quote.text}`)
          : undefined,
      ),
    );
    menu.on(message, made);
    return made;
  }

  function content({ text, mention, image, file, location }) {
    if (image) {
      const open = {
        class: 'picture-link',
        href: image,
        target: '_blank',
        rel: 'noopener',
        'aria-label': '看大图',
      };
      return el(
        'a',
        open,
        el('img', { class: 'picture', src: image, alt: '图片', loading: 'lazy', onload: stick }),
      );
    }
    if (file) {
      const sign = el('span', { class: 'sign sign-file', 'aria-hidden': 'true' });
      return el('a', { class: 'card', href: file.url, download: file.name }, sign, el('span', {}, file.name));
    }
    if (location) {
      const sign = el('span', { class: 'sign sign-place', 'aria-hidden': 'true' });
      const where = `${location.latitude}, ${location.longitude}`;
      const words = el(
        'span',
        {},
        el('span', {}, location.name || '位置'),
        el('br'),
        el('span', { class: 'faint' }, where),
      );
      return el('div', { class: 'card' }, sign, words);
    }
    const said = mention && !text.includes(`@${store.botName}`) ? `@${store.botName} ${text}` : text;
    return el('div', { class: 'bubble' }, said);
  }

  let atEnd = true;
  log.addEventListener('scroll', () => {
    atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  });

  function stick() {
    if (atEnd) log.scrollTop = log.scrollHeight;
  }

  function seen() {
    const hidden = document.hidden || log.offsetParent === null;
    if (!hidden) store.read();
  }
  document.addEventListener('visibilitychange', seen);

  store.listen((what, message) => {
    if (what === 'all' || what === 'me' || what === 'chat') {
      atEnd = true;
      all();
    }
    if (message?.chat !== store.chat) return;
    if (what === 'message') {
      append(message);
      if (message.from === store.me) atEnd = true;
      stick();
      seen();
    }
    if (what === 'recalled') log.querySelector(`[data-n="${message.n}"]`)?.replaceWith(node(message));
  });
  return { seen };
}
