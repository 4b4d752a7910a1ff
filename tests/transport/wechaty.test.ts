import { expect, test } from 'vitest';
import { over } from './over.ts';
import { START } from './rig.ts';

test('error events, also with a text in them, are logged without it and end nothing', async () => {
  const { puppet, post, got, logged, world } = await over();
  world.know({ contacts: [{ id: 'U18' }] });
  puppet.emit('error', new Error('罗启明 said something'));
  puppet.emit('room-join', {
    inviteeIdList: ['x'],
    inviterId: 'y',
    roomId: 'none@chatroom',
    timestamp: START,
  });
  await post({ id: 'm1', text: '好' });
  expect(got).toHaveLength(1);
  expect(logged.join('')).toContain('said something');
  expect(logged.join('')).not.toContain('罗启明');
});

test('a sender and a room that the channel cannot load do not cost the message', async () => {
  const { post, got } = await over();
  await post({ id: 'm1', text: '走访', roomId: 'none@chatroom' });
  await post({ id: 'm2', text: '@栗坪小助手 帮助', roomId: 'none@chatroom', talkerId: 'nobody' });
  expect(got).toMatchObject([
    { id: 'm1', from: 'U18', room: 'none@chatroom', text: '走访' },
    { id: 'm2', from: 'nobody', text: '帮助', mention: true },
  ]);
});

test('a message that cannot be loaded is logged with its id, and the next one comes', async () => {
  const { puppet, world, post, got, logged } = await over();
  await world.post('gone');
  await post({ id: 'm1', text: '好' });
  puppet.emit('message', { messageId: '' });
  expect(got).toHaveLength(1);
  expect(logged.join('')).toContain('"messageId":"gone"');
});

test('a second login event without a logout is told, whatever its origin', async () => {
  const { puppet, health, post, got } = await over();
  puppet.emit('login', { contactId: 'bot' });
  puppet.login('bot');
  await post({ id: 'm1', text: '好' });
  expect(health.map((one) => one.loggedIn)).toEqual([true, true, true]);
  expect(got).toHaveLength(1);
});

test('a group text that the puppet cut at a colon is made whole from the raw payload', async () => {
  const { post, got } = await over((puppet) => {
    // as wechat4u does it: the raw payload is the web client's, the parser keeps what is between two `:\n`
    puppet.messageRawPayloadParser = async (raw) => ({ ...raw, text: raw.text?.split(':\n')[1] ?? raw.text });
    const plain = puppet.messageRawPayload.bind(puppet);
    puppet.messageRawPayload = async (id) => {
      const payload = await plain(id);
      return Object.assign({}, payload, { Content: payload.text });
    };
  });
  await post({ id: 'm1', text: '李四:\n走访:\n王伯伯\n方式:\n入户', roomId: 'G2@chatroom' });
  await post({ id: 'm2', text: '李四:\n收到', roomId: 'G2@chatroom' });
  expect(got.map((one) => one.text)).toEqual(['走访:\n王伯伯\n方式:\n入户', '收到']);
});

test('a raw payload that cannot be had changes nothing', async () => {
  let asked = 0;
  const { post, got } = await over((puppet) => {
    const plain = puppet.messageRawPayload.bind(puppet);
    puppet.messageRawPayload = (id) => {
      asked += 1;
      return asked > 1 ? Promise.reject(new Error('unsupported')) : plain(id);
    };
  });
  await post({ id: 'm1', text: '走访', roomId: 'G2@chatroom' });
  expect(asked).toBe(2);
  expect(got).toMatchObject([{ text: '走访' }]);
});

test.each([
  [0, 'other'],
  [1, 'file'],
  [2, 'voice'],
  [5, 'other'],
  [6, 'image'],
  [8, 'location'],
  [13, 'recall'],
  [15, 'other'],
] as const)('a message of type %i is %s and carries no text', async (type, kind) => {
  const { post, got } = await over();
  await post({ id: 'm1', type, text: '<xml>secret</xml>' });
  expect(got).toMatchObject([{ kind, text: '', mention: false }]);
});

test('seconds and milliseconds both give the time it was sent', async () => {
  const { post, got } = await over();
  await post({ id: 'm1', text: 'a', timestamp: START / 1000 });
  await post({ id: 'm2', text: 'b', timestamp: START });
  expect(got.map((one) => one.sentAt)).toEqual([START, START]);
});

test('the name in the room counts as the bot, too', async () => {
  const { post, got } = await over((puppet) => {
    puppet.roomMemberRawPayload = async (_room, id) => ({
      id,
      name: 'x',
      avatar: '',
      roomAlias: '乡里小帮手',
    });
  });
  await post({ id: 'm1', text: '@乡里小帮手\u2005帮助', roomId: 'G2@chatroom' });
  await post({ id: 'm2', text: '@栗坪小助手\u2005帮助', roomId: 'G2@chatroom' });
  expect(got).toMatchObject([
    { text: '帮助', mention: true },
    { text: '帮助', mention: true },
  ]);
});

test('a mention that only the puppet knows of counts, without the name in front', async () => {
  const { post, got, world } = await over();
  world.know({ contacts: [{ id: 'U18' }], rooms: [{ id: 'G2', members: ['U18'] }] });
  await post({ id: 'm1', text: '@旧名字\u2005帮助', roomId: 'G2@chatroom', mentionIdList: ['bot'] });
  await post({ id: 'm2', text: '@旧名字\u2005帮助', roomId: 'G2@chatroom', mentionIdList: ['U18'] });
  expect(got).toMatchObject([
    { text: '帮助', mention: true },
    { text: '@旧名字\u2005帮助', mention: false },
  ]);
});
