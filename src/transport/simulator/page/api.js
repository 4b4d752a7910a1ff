/** Rejects with the server's sentence. */
async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error ?? `服务器回答了 ${response.status}`);
  return body;
}

async function call(path, init) {
  const response = await fetch(path, init).catch(() => {
    throw new Error('连不上模拟器，它还在运行吗？');
  });
  return answer(response);
}

function post(path, body) {
  return call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export const api = {
  state: () => call('/api/state'),
  ledger: () => call('/api/ledger'),
  say: (said) => post('/api/say', said),
  recall: (from, id) => post('/api/recall', { from, id }),
  clock: (move) => post('/api/clock', move),
  upload(kind, file, { from, room }) {
    const form = new FormData();
    form.set('from', from);
    if (room) form.set('room', room);
    form.set(kind, file, file.name);
    return call('/api/say', { method: 'POST', body: form });
  },
};
