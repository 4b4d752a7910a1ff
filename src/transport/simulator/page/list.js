import { avatar, byId, el, tint } from './dom.js';
import { preview } from './store.js';
import { momentOf } from './time.js';

/** Left: who one is, and his chats. */
export function createList(store, onOpen) {
  const select = byId('me');
  const list = byId('chats');
  select.addEventListener('change', () => store.be(select.value));

  function people() {
    const groups = new Map();
    for (const person of store.people) {
      const group = person.group ?? '';
      groups.set(group, [...(groups.get(group) ?? []), person]);
    }
    const options = (all) => all.map(({ id, name }) => el('option', { value: id }, `${name}（${id}）`));
    select.replaceChildren(
      ...[...groups].flatMap(([group, all]) =>
        group ? [el('optgroup', { label: group }, ...options(all))] : options(all),
      ),
    );
  }

  function me() {
    const person = store.person(store.me);
    select.value = store.me;
    const face = byId('me-avatar');
    face.className = `avatar ${tint(store.me)}`;
    face.textContent = [...(person?.name ?? '?')][0];
    byId('me-does').textContent = person?.does ?? '';
  }

  function chats() {
    const had = list.contains(document.activeElement) ? document.activeElement.dataset.chat : undefined;
    list.replaceChildren(...store.chats().map(row));
    if (had) list.querySelector(`[data-chat="${CSS.escape(had)}"]`)?.focus();
    const total = store.chats().reduce((sum, { id }) => sum + store.unread(id), 0);
    document.title = `${total > 0 ? `(${total}) ` : ''}帮扶小助手 · 模拟微信`;
  }

  function row({ id, name, last }) {
    const unread = store.unread(id);
    const own = id === store.me;
    const who = last && !own && last.from !== store.me ? `${store.name(last.from)}：` : '';
    const badge = el('span', { class: 'unread' }, unread > 99 ? '99+' : String(unread));
    badge.append(el('span', { class: 'hidden' }, ' 条未读'));
    return el(
      'li',
      {},
      el(
        'button',
        {
          class: 'chat',
          type: 'button',
          'data-chat': id,
          'aria-current': id === store.chat ? 'true' : 'false',
          onclick: () => onOpen(id),
        },
        el('span', { class: 'avatar-box' }, avatar(own ? 'bot' : id, name), unread > 0 ? badge : undefined),
        el(
          'span',
          { class: 'chat-main' },
          el(
            'span',
            { class: 'chat-top' },
            el('span', { class: 'cut' }, name),
            last ? el('time', { class: 'faint' }, momentOf(last.at, store.now())) : undefined,
          ),
          el(
            'span',
            { class: 'chat-top' },
            el('span', { class: 'faint cut' }, last ? who + preview(last) : own ? '私聊' : '群聊'),
          ),
        ),
      ),
    );
  }

  store.listen((what) => {
    if (what === 'all') people();
    if (what === 'all' || what === 'me') me();
    chats();
  });
}
