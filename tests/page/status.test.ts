import { expect, test } from 'vitest';
import { be, hear, inBrowser, say, town, violations } from './rig.ts';

const TOKEN = 'f00df00df00df00df00d';

inBrowser("the operator's page", () => {
  test('behind its token: how it stands, without a name or a text', async () => {
    const here = await town({ HTTP_TOKEN: TOKEN });
    const page = await here.open({ hash: `?token=${TOKEN}` });
    await be(page, 'U18', 'G2');
    await say(page, '走访 罗启明 入户 老伴头晕好些了');
    await hear(page, /已记 S\d+/);
    await page.goto(`${here.url}/status`);
    await page.locator('#summary', { hasText: '一切正常' }).waitFor();
    expect(await page.locator('#facts').innerText()).toMatch(/登录\s*已登录.*最后收到\s*2017-09-13 08:0/s);
    expect(await page.locator('#next li').count()).toBeGreaterThan(2);
    expect(await page.locator('#redis').innerText()).toContain('保存设置是安全的');
    expect(await page.locator('main').innerText()).not.toMatch(/罗启明|冯立群|头晕/);
    expect(await violations(page)).toEqual([]);
    const metrics = await (
      await fetch(`${here.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } })
    ).text();
    expect(metrics).toMatch(/bangfu_messages_total\{kind="text"\} 1\n/);
    expect(metrics).toMatch(/bangfu_answers_total\{command="走访"\} 1\n/);
    expect(metrics).toMatch(/bangfu_replies_total 1\n/);
    expect(metrics).toMatch(/bangfu_outbox_depth 0\n/);
    expect(metrics).not.toMatch(/罗启明|冯立群|U18|H01/);
  });

  test('a send that failed is shown with its reason, tried again, or let go', async () => {
    const here = await town({ HTTP_TOKEN: TOKEN });
    await here.fail('U18', '请看一下罗启明家的药');
    await here.fail('U04', '请回个话');
    const page = await here.open({ bare: true });
    await page.goto(`${here.url}/status?token=${TOKEN}`);
    const rows = page.locator('#failed tbody tr');
    await rows.nth(1).waitFor();
    expect(await rows.first().innerText()).toContain('微信拒绝');
    expect(await page.locator('main').innerText()).not.toContain('罗启明');
    expect(await page.locator('#facts').innerText()).toMatch(/一周里补发\s*0 条/);
    await page.getByRole('button', { name: '不发了' }).first().click();
    await page.locator('#skipped', { hasText: '管理员不再发' }).waitFor();
    await page.getByRole('button', { name: '再发一次' }).first().click();
    await page.locator('#failed-none').waitFor();
    await page.goto(`${here.url}/#as=U18`);
    await expect
      .poll(
        async () => {
          await page.selectOption('#me', 'U18');
          const mine = await page.locator('#log').innerText();
          await page.selectOption('#me', 'U04');
          return mine + (await page.locator('#log').innerText());
        },
        { timeout: 20_000 },
      )
      .toMatch(/罗启明家的药|请回个话/);
  });

  test('closed without a token, and to whoever has none', async () => {
    const open = await town();
    expect((await fetch(`${open.url}/status`)).status).toBe(403);
    expect((await fetch(`${open.url}/metrics`)).status).toBe(403);
    const here = await town({ HTTP_TOKEN: TOKEN });
    expect((await fetch(`${here.url}/status`)).status).toBe(401);
    expect((await fetch(`${here.url}/healthz`)).status).toBe(200);
    const page = await here.open({ bare: true });
    await page.goto(`${here.url}/status`);
    await page.getByLabel('口令').fill('wrong-wrong-wrong');
    await page.getByRole('button', { name: '进去' }).click();
    await page.getByText('口令不对').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('口令').fill(TOKEN);
    await page.getByRole('button', { name: '进去' }).click();
    await page.locator('#summary', { hasText: '一切正常' }).waitFor();
  });
});
