import { expect, test } from 'vitest';
import { be, hear, inBrowser, say, town, violations } from './rig.ts';

inBrowser('the page for everybody', () => {
  test.each([
    ['a wide window', 1280, false],
    ['a wide window in the dark', 1280, true],
    ['a phone', 390, false],
    ['a phone in the dark', 390, true],
  ])('axe finds nothing on %s', async (_, width, dark) => {
    const page = await (await town()).open({ width, height: 800, dark });
    expect(await violations(page)).toEqual([]);
    await be(page, 'U18', 'G2');
    await say(page, '走访 罗启明 入户 老伴头晕好些了');
    await hear(page, /已记 S\d+/);
    expect(await violations(page)).toEqual([]);
    await page.locator('#log .message').last().hover();
    await page.locator('#log .message .more').last().click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.click('#pick-chain');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    if (width < 1100) await page.click('#open-panel-talk');
    await page.locator('#ledger .row').first().waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('a visit with the keyboard alone', async () => {
    const page = await (await town()).open();
    await page.focus('#me');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.evaluate('document.activeElement.className')).toBe('chat');
    await page.locator('[data-chat="G2"]').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('text');
    await page.keyboard.type('走访 罗启明 入户 老伴头晕好些了');
    await page.keyboard.press('Enter');
    await hear(page, /已记 S\d+/);
    await page.locator('#log .mine .more').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement.role')).toBe('menuitem');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.locator('#log .note', { hasText: '你撤回了一条消息' }).waitFor();
  });
});
