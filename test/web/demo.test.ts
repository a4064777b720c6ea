import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { packagePath } from '../../src/app/assets.js';
import { buildApp, type App } from '../../src/app/build.js';
import { createDemoClock } from '../../src/app/clock.js';
import { prepareDemo, sampleMoment } from '../../src/app/demo.js';
import { createLog } from '../../src/app/log.js';
import { readConfig } from '../../src/config.js';
import {
  browserPath,
  choose,
  compilePage,
  launchBrowser,
  openPage,
  overflow,
  write,
  type Opened,
} from './browser.js';

describe.skipIf(browserPath === null)('src/app: the demo in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    compilePage(packagePath('dist', 'web'));
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  describe.each(['phone', 'desktop'] as const)('on a %s', (size) => {
    let dir: string;
    let app: App;
    let opened: Opened;

    beforeEach(async () => {
      dir = await mkdtemp(join(tmpdir(), 'dondoc-demo-'));
      app = await buildApp({
        config: readConfig({ DATA_DIR: dir, HTTP_PORT: '0', LOG_LEVEL: 'silent' }),
        log: createLog('silent'),
        clock: () => createDemoClock(sampleMoment, 1),
        prepare: prepareDemo,
      });
      await app.start();
      opened = await openPage(browser, app.address ?? '', size);
    });
    afterEach(async () => {
      await opened.context.close();
      await app.stop();
      await rm(dir, { recursive: true, force: true });
    });

    it('does the whole job: look, hand in, receive at the office, be reminded', async () => {
      const { page, faults } = opened;
      const report = await readFile(packagePath('docs', 'samples', 'bao-cao-mau.docx'));
      const newest = page.locator('.message.ours').last();

      await choose(page, 'le-thu-ha');
      await write(page, '/viec');
      await page.locator('.choice').first().click();
      await page.locator('.choice', { hasText: 'Nộp báo cáo' }).click();
      await page.locator('.message.own:not(.on-way)', { hasText: 'Nộp báo cáo' }).waitFor();
      await page
        .locator('#picker')
        .setInputFiles({ name: 'Báo cáo của Sở Y tế.docx', mimeType: '', buffer: report });
      await page.locator('.send').click();
      const receipt = page.locator('.message.ours', { hasText: 'mã tiếp nhận' });
      await receipt.waitFor();
      const receiptText = await receipt.innerText();

      await choose(page, 'nguyen-van-minh');
      const arrived = page.locator('.message.ours a.file', { hasText: 'Báo cáo của Sở Y tế.docx' });
      const [download] = await Promise.all([page.waitForEvent('download'), arrived.click()]);

      await choose(page, 'pham-quoc-bao');
      await page.locator('#next-reminder').click();
      await newest.locator('.heading', { hasText: 'Nhắc việc' }).waitFor();
      const reminder = await newest.innerText();
      const reminded = [await page.locator('#today').innerText(), await page.locator('#time').innerText()];
      await page.locator('#next-day').click();
      await expect.poll(() => page.locator('#today').innerText()).toBe('Thứ Ba, 23/06/2026');

      expect(receiptText).toMatch(/Đã nhận[\s\S]*Sở Y tế[\s\S]*mã tiếp nhận [A-Z0-9-]*\d[\s\S]*đúng hạn/);
      expect((await readFile(await download.path())).equals(report)).toBe(true);
      expect(reminded).toEqual(['Thứ Hai, 22/06/2026', '08:00']);
      expect(reminder).toContain('22/06/2026');
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(faults).toEqual([]);
    });
  });
});
