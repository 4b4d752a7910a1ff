const EVERY_MS = 5000;
const byId = (id) => document.getElementById(id);

/** Why a send was skipped or failed, in words. */
const REASONS = {
  notBound: '收件人没有绑定',
  notFriend: '收件人不是好友',
  notWritten: '内容没有写出来',
  refused: '微信拒绝',
  unknown: '不知道发没发出去',
  expired: '过了时间',
  done: '事情已经办好',
  withdrawn: '已经收回',
  imported: '导入以前的',
  missed: '停机时错过',
  dropped: '管理员不再发',
  bereaved: '家里有丧事',
  superseded: '被新的代替',
};
const KINDS = {
  reply: '回复',
  nudge: '提醒',
  digest: '周报',
  policy: '政策',
  correction: '更正',
  urgent: '紧急',
};

function el(tag, text, ...children) {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}

const reason = (code) => REASONS[code] ?? code ?? '没有写';
const list = (id, rows) => byId(id).replaceChildren(...rows.map((row) => el('li', row)));

function facts(status) {
  const all = [
    ['账号', `${status.account}（${status.channel}）`],
    [
      '登录',
      status.loggedIn
        ? `已登录，从 ${status.since ?? '启动'} 起`
        : `没有登录，从 ${status.since ?? '启动'} 起`,
    ],
    ['最后收到', status.lastIn ?? '启动以来还没有'],
    ['最后发出', status.lastOut ?? '启动以来还没有'],
    ['等着发', `${status.waiting} 条`],
    ['一周里补发', `${status.caughtUp} 条`],
    ['程序时间', status.now],
    ['版本', status.version],
  ];
  byId('facts').replaceChildren(...all.flatMap(([name, value]) => [el('dt', name), el('dd', value)]));
}

function failed(rows) {
  byId('failed').hidden = rows.length === 0;
  byId('failed-none').hidden = rows.length > 0;
  const cells = ({ id, number, kind, reason: code, due }) => {
    const name = number ?? '回复';
    return el(
      'tr',
      undefined,
      el('th', name),
      el('td', KINDS[kind] ?? kind),
      el('td', reason(code)),
      el('td', due),
      el('td', undefined, button('再发一次', 'retry', id, name), button('不发了', 'drop', id, name)),
    );
  };
  byId('failed').tBodies[0].replaceChildren(...rows.map(cells));
}

function button(label, what, id, name) {
  const made = el('button', label);
  made.type = 'button';
  made.setAttribute('aria-label', `${label}：${name}`);
  made.addEventListener('click', async () => {
    made.disabled = true;
    const answer = await fetch(`/api/status/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id }),
    }).catch(() => undefined);
    const body = await answer?.json().catch(() => undefined);
    await load();
    if (!answer?.ok) byId('summary').textContent = body?.error ?? '没有办成，程序还在运行吗？';
  });
  return made;
}

function show(status) {
  const well = status.alarms.length === 0 && status.loggedIn && !status.storeAway;
  byId('summary').textContent = well ? '一切正常。' : '有事要看一看。';
  byId('summary').dataset.well = String(well);
  list('alarms', status.alarms);
  byId('scan').hidden = !status.scan;
  if (status.scan) byId('qr').src = `/qr?${Date.now()}`;
  facts(status);
  failed(status.failed);
  list(
    'next',
    status.next.map(({ name, at }) => `${at} ${name}`),
  );
  const skipped = Object.entries(status.skipped).map(([code, count]) => `${reason(code)}：${count} 条`);
  list('skipped', skipped);
  byId('skipped-none').hidden = skipped.length > 0;
  const { redis } = status;
  list(
    'redis',
    redis
      ? [`内存 ${redis.memory}`, ...(redis.dangers.length > 0 ? redis.dangers : ['保存设置是安全的'])]
      : ['现在连不上'],
  );
}

async function load() {
  const answer = await fetch('/api/status').catch(() => undefined);
  if (answer?.ok) return show(await answer.json());
  byId('summary').dataset.well = 'false';
  byId('summary').textContent = answer ? `服务器回答了 ${answer.status}` : '程序没有回答，可能停了。';
}

await load();
setInterval(load, EVERY_MS);
