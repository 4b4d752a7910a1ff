import { expect, test } from 'vitest';
import { be, FAST, hear, inBrowser, say, town } from './rig.ts';

inBrowser('the page for the office and the villagers', () => {
  test('a household asks a policy; the office pushes one and takes it back', async () => {
    const page = await (await town()).open();
    await be(page, 'H01');
    await say(page, '低保咋个申请，先找哪个');
    await hear(page, '来源');
    await be(page, 'U03');
    await say(page, '推送 P07 枫树湾');
    await hear(page, /回“?确认/);
    await say(page, '确认');
    await page.locator('#ledger .row', { hasText: '发送' }).first().waitFor();
    await hear(page, /推送|发/);
    await page.getByRole('button', { name: '+1小时' }).click();
    await page.locator('#now-time', { hasText: '09:' }).waitFor();
    await page.getByRole('tab', { name: '小助手刚发的' }).click();
    await page.locator('#feed li', { hasText: '枫树湾' }).first().waitFor({ timeout: 40_000 });
    await say(page, '撤回 P07 县里刚通知先不讲');
    await hear(page, /回“?确认/);
    await say(page, '确认');
    await page
      .locator('#feed li', { hasText: /先不|更正|以.*为准/ })
      .first()
      .waitFor({ timeout: 40_000 });
  });

  test('the clock moves to Monday: the digest comes, with its picture', async () => {
    const page = await (await town(FAST)).open();
    await be(page, 'U03');
    await page.getByRole('button', { name: '到下周一11:00' }).click();
    await page.locator('#now-time', { hasText: '11:00' }).waitFor({ timeout: 50_000 });
    await hear(page, '全乡周报 9月11日—9月17日', 40_000);
    const picture = page.locator('#log .message img').last();
    await picture.waitFor({ timeout: 40_000 });
    await expect
      .poll(() => picture.evaluate((img: { naturalWidth: number }) => img.naturalWidth))
      .toBeGreaterThan(400);
  });

  test('a second window sees the same at once', async () => {
    const here = await town();
    const [one, two] = [await here.open(), await here.open({ hash: '#as=U04&chat=G2' })];
    await be(one, 'U18', 'G2');
    await say(one, '走访 罗启明 入户 老伴头晕好些了');
    await hear(two, '走访 罗启明 入户 老伴头晕好些了');
    await hear(two, /已记 S\d+/);
    await two.locator('#ledger .row', { hasText: '罗启明 · 入户' }).waitFor();
  });

  test('a server that restarts reconnects without losing a message', async () => {
    const here = await town();
    const page = await here.open();
    await be(page, 'U18', 'G2');
    await say(page, '走访 罗启明 入户 老伴头晕好些了');
    await hear(page, /已记 S\d+/);
    await here.stop();
    await page.locator('#offline').waitFor();
    await say(page, '走访 罗启明 电话 问了药的事');
    await page.locator('#problem', { hasText: '连不上' }).waitFor();
    expect(await page.inputValue('#text')).toBe('走访 罗启明 电话 问了药的事');
    await here.start();
    await page.locator('#offline').waitFor({ state: 'hidden', timeout: 30_000 });
    await hear(page, '走访 罗启明 入户 老伴头晕好些了');
    await hear(page, /已记 S\d+/);
    await page.press('#text', 'Enter');
    await hear(page, /罗启明 .*电话/);
    const again = await here.open({ hash: '#as=U18&chat=G2' });
    await expect.poll(() => again.locator('#log .message').count()).toBeGreaterThanOrEqual(4);
  });
});
