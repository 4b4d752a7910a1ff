import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pixelPng } from '../../src/transport/simulator/pixel.ts';
import { temporaryFolder } from '../support/redis.ts';
import { be, hear, inBrowser, say, town } from './rig.ts';

const MB = 1024 * 1024;

/** A picture of that many bytes on the disk: a whole PNG, then nothing that a reader would look at. */
function picture(bytes: number): string {
  const file = join(temporaryFolder(), '大.png');
  writeFileSync(file, Buffer.concat([pixelPng('big'), Buffer.alloc(bytes)]));
  return file;
}

inBrowser('the page and what is thrown at it', () => {
  test('markup stays text', async () => {
    const page = await (await town()).open();
    await be(page, 'U18', 'G2');
    const words = '<script>document.title="x"</script><img src=x onerror=alert(1)>';
    await say(page, words);
    await hear(page, words);
    expect(await page.locator('#log script, #log img').count()).toBe(0);
    expect(await page.title()).not.toBe('x');
  });

  test('ten thousand characters are sent and shown whole; the bot says what it makes of them', async () => {
    const page = await (await town()).open();
    await be(page, 'U18');
    const words = `走访 罗启明 入户 ${'老伴头晕好些了，'.repeat(1250)}`;
    await say(page, words);
    await expect
      .poll(() => page.locator('.mine .bubble').last().innerText())
      .toHaveLength(words.trim().length);
    await page.locator('#log .message:not(.mine)').first().waitFor();
  });

  test('a picture of 20 MB goes through, a larger one is refused with a sentence', async () => {
    const page = await (await town()).open();
    await be(page, 'U18', 'G2');
    await page.setInputFiles('#image', picture(19 * MB));
    await page.locator('.mine img').waitFor({ timeout: 30_000 });
    await page.setInputFiles('#image', picture(26 * MB));
    await page.locator('#problem', { hasText: '太大了' }).waitFor({ timeout: 30_000 });
    await page.setInputFiles('#image', { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('no') });
    await page.locator('#problem', { hasText: '不是图片' }).waitFor();
    await say(page, '走访 罗启明 入户 老伴头晕好些了');
    await hear(page, /已记 S\d+/);
  });
});
