const SEEN = 'seen';

/** What the page knows, and who is told when it changes. */
export function createStore() {
  const listeners = new Set();
  const hash = new URLSearchParams(location.hash.slice(1));
  const store = {
    botName: '',
    people: [],
    rooms: [],
    messages: [],
    tries: [],
    /** The message that the next one will quote. */
    quote: undefined,
    me: hash.get('as') ?? '',
    chat: hash.get('chat') ?? '',

    /**
     * `change(news)` is called with what happened: `all`, `message`, `recalled`, `chat`, `me`, `read`, `clock`, `quote`.
     */
    listen(change) {
      listeners.add(change);
    },

    load({ now, botName, directory, hints, messages }) {
      Object.assign(store, { botName, people: directory.people, rooms: directory.rooms, messages });
      store.tries = hints.tries;
      setNow(now);
      if (!person(store.me)) {
        store.me = person(hints.as)?.id ?? store.people[0]?.id ?? '';
        store.chat = hints.chat ?? '';
      }
      if (!store.chats().some(({ id }) => id === store.chat)) store.chat = store.me;
      const last = messages.at(-1)?.n ?? 0;
      for (const chats of Object.values(seen)) {
        for (const [chat, n] of Object.entries(chats)) if (n > last) delete chats[chat];
      }
      tell('all');
    },

    add(message) {
      if (store.messages.some(({ n }) => n === message.n)) return;
      store.messages.push(message);
      if (message.at > store.now()) setNow(message.at);
      tell('message', message);
    },

    recalled(n) {
      const message = store.messages.find((one) => one.n === n);
      if (!message) return;
      message.recalled = true;
      tell('recalled', message);
    },

    quoting(message) {
      store.quote = message;
      tell('quote');
    },

    moved(now) {
      setNow(now);
      tell('clock');
    },

    be(me, chat) {
      store.quote = undefined;
      store.me = me;
      store.chat = chat ?? me;
      if (!store.chats().some(({ id }) => id === store.chat)) store.chat = me;
      tell('me');
    },

    open(chat) {
      store.quote = undefined;
      store.chat = chat;
      tell('chat');
    },

    now: () => base + (performance.now() - since),
    setNow,
    name: (id) => (id === 'bot' ? store.botName : (person(id)?.name ?? id)),
    person,
    room: (id) => store.rooms.find((room) => room.id === id),
    inRoom: () => store.chat !== store.me,
    messagesOf: (chat) => store.messages.filter((message) => message.chat === chat),

    /** The chats of who one is: with the bot, and his rooms; the latest first. */
    chats() {
      const rooms = store.rooms.filter(({ members }) => members.includes(store.me));
      const all = [{ id: store.me, name: store.botName }, ...rooms];
      return all
        .map((chat) => ({ ...chat, last: store.messagesOf(chat.id).at(-1) }))
        .sort((a, b) => (b.last?.n ?? 0) - (a.last?.n ?? 0));
    },

    unread(chat) {
      const from = seen[store.me]?.[chat] ?? 0;
      return store.messagesOf(chat).filter(({ n, from: who }) => n > from && who !== store.me).length;
    },

    /** The open chat has been read to its end. */
    read() {
      const n = store.messagesOf(store.chat).at(-1)?.n ?? 0;
      seen[store.me] ??= {};
      if (seen[store.me][store.chat] === n) return;
      seen[store.me][store.chat] = n;
      sessionStorage.setItem(SEEN, JSON.stringify(seen));
      tell('read');
    },
  };

  const seen = JSON.parse(sessionStorage.getItem(SEEN) ?? '{}');
  let base = 0;
  let since = 0;

  function setNow(ms) {
    base = ms;
    since = performance.now();
  }

  function person(id) {
    return store.people.find((one) => one.id === id);
  }

  function tell(what, message) {
    history.replaceState(null, '', `#${new URLSearchParams({ as: store.me, chat: store.chat })}`);
    for (const listener of listeners) listener(what, message);
  }
  return store;
}

/** One line for a message, as lists show it. */
export function preview(message) {
  if (message.recalled) return '[已撤回]';
  if (message.image) return '[图片]';
  if (message.file) return `[文件] ${message.file.name}`;
  if (message.location) return `[位置] ${message.location.name}`;
  return message.text ?? '';
}
