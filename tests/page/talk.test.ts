import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pixelPng } from '../../src/transport/simulator/pixel.ts';
import { be, FAST, hear, inBrowser, say, town } from './rig.ts';

inBrowser('the page', () => {
  test('three things to try, each one click', async () => {
    const page = await (await town(FAST)).open();
    expect(await page.locator('#tries button').count()).toBe(3);
    await page.locator('#tries button').nth(0).click();
    await hear(page, /已记 S\d+：罗启明/);
    await page.locator('#tries button').nth(1).click();
    await hear(page, '来源');
    expect(await page.inputValue('#me')).toBe('H01');
    await page.locator('#tries button').nth(2).click();
    await page.locator('#now-time', { hasText: '09:00' }).waitFor();
    await hear(page, '该走了');
  });

  test('a visit by line, amended, a photo with it, taken back by recalling the message', async () => {
    const page = await (await town()).open();
    await be(page, 'U18', 'G2');
    await say(page, '走访 罗启明 入户 老伴头晕好些了');
    await hear(page, /已记 S\d+：罗启明/);
    await page.setInputFiles('#image', { name: '照片.png', mimeType: 'image/png', buffer: pixelPng('a') });
    await page.locator('#log .mine img').waitFor();
    await say(page, '更正 不是入户是电话');
    await hear(page, /已更正 S\d+：罗启明 .*电话/);
    await page.locator('#ledger .row', { hasText: '罗启明 · 电话' }).waitFor();
    const mine = page.locator('#log .message.mine', { hasText: '走访 罗启明' });
    await mine.hover();
    await mine.locator('.more').click();
    await page.getByRole('menuitem', { name: '撤回' }).click();
    await page.locator('#log .note', { hasText: '你撤回了一条消息' }).waitFor();
    await hear(page, /撤回|作废/);
    await page.locator('#ledger .row', { hasText: '作废' }).waitFor();
  });

  test('a visit by the template, filled in from its menu', async () => {
    const page = await (await town()).open();
    await be(page, 'U18');
    await say(page, '模板');
    const template = page.locator('#log .message', { hasText: '【走访日志】' }).last();
    await template.waitFor();
    await template.locator('.bubble').click({ button: 'right' });
    await page.getByRole('menuitem', { name: '填这张模板' }).click();
    const empty = await page.inputValue('#text');
    expect(empty.startsWith('【走访日志】')).toBe(true);
    await say(page, empty.replace('户主：', '户主：罗启明').replace('走访方式：', '走访方式：入户'));
    await hear(page, /已记 S\d+：罗启明/);
  });

  test('a visit by the quick form', async () => {
    const page = await (await town()).open();
    await be(page, 'U18');
    await say(page, '走访');
    await hear(page, '哪一户');
    await say(page, '罗启明');
    await hear(page, /入户.*电话/s);
    await say(page, '1');
    for (let i = 0; i < 8; i++) {
      const last = await page.locator('#log .message').last().innerText();
      if (/已记 S\d+/.test(last)) break;
      const before = await page.locator('#log .message').count();
      await say(page, /好|都/.test(last) ? '都好' : '不用');
      await expect.poll(() => page.locator('#log .message').count()).toBeGreaterThan(before + 1);
    }
    await hear(page, /已记 S\d+：罗启明/);
  });

  test('a 接龙 is made in its editor and gone on with by the next one', async () => {
    const page = await (await town()).open();
    await be(page, 'U18', 'G2');
    await page.click('#pick-chain');
    await page.getByLabel('标题').fill('本周走访');
    await page.getByLabel('我接').fill('冯立群 罗启明 9.13 入户 药还有半个月');
    await page.locator('#chain-form button[type="submit"]').click();
    await hear(page, '罗启明');
    await hear(page, /S\d+/);
    await page.click('#pick-chain');
    expect(await page.locator('#chain-items li').allInnerTexts()).toEqual([
      '冯立群 罗启明 9.13 入户 药还有半个月',
    ]);
    await page.keyboard.press('Escape');
    expect(await page.locator('#chain').isVisible()).toBe(false);
  });

  test('a quotation shows what it quotes and reaches the bot as WeChat sends it', async () => {
    const page = await (await town()).open();
    await be(page, 'U18');
    await say(page, '我的户');
    const list = page.locator('#log .message', { hasText: '罗启明' }).last();
    await list.locator('.bubble').click({ button: 'right' });
    await page.getByRole('menuitem', { name: '引用' }).click();
    await page.locator('#quoting', { hasText: '罗启明' }).waitFor();
    await say(page, '帮助');
    await page.locator('.mine .quote', { hasText: '罗启明' }).waitFor();
    const bubbles = page.locator('#log .message:not(.mine)');
    await expect.poll(() => bubbles.count()).toBe(2);
    expect(await page.locator('#quoting').isVisible()).toBe(false);
  });

  test('a place, a file, and the conversation saved as a script for replay', async () => {
    const page = await (await town()).open();
    await be(page, 'U18', 'G2');
    await say(page, '走访 罗启明 入户 老伴头晕好些了');
    await hear(page, /已记 S\d+/);
    await page.click('#pick-place');
    await page.locator('#place-form button[type="submit"]').click();
    await page.locator('.mine .card', { hasText: '枫树湾村村部' }).waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('link', { name: '保存为测试' }).click();
    const lines = readFileSync(await (await saved).path(), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0].at).toMatch(/^2017-09-13T08:0\d:\d\d\+08:00$/);
    expect(lines).toContainEqual(
      expect.objectContaining({ from: 'U18', room: 'G2', text: '走访 罗启明 入户 老伴头晕好些了' }),
    );
    expect(lines.at(-1)).toMatchObject({ from: 'U18', location: { name: '枫树湾村村部' } });
  });
});
