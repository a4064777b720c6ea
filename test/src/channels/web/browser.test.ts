import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, launchBrowser } from '../../../fakes/browser.js';
import { type Assistant, startAssistant } from '../../../fakes/program.js';

const report = fileURLToPath(new URL('../../../../docs/samples/bao-cao-mau.docx', import.meta.url));

if (browserPath === null)
  console.warn('No Chromium found (set CHROMIUM_PATH): the page is not tested in a browser.');

describe.skipIf(browserPath === null)('src/channels/web/page', () => {
  let dir: string;
  let assistant: Assistant;
  let browser: Browser;
  const complaints: string[] = [];

  async function open(width: number, height: number): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height }, locale: 'vi-VN' });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
    await page.goto(assistant.address);
    return page;
  }

  async function choose(page: Page, name: string): Promise<void> {
    const opener = page.getByRole('button', { name: 'Chọn người hoặc nhóm' });
    if (await opener.isVisible()) await opener.click();
    await page.getByText(name).first().click();
  }

  async function say(page: Page, text: string): Promise<void> {
    await page.getByRole('textbox').last().fill(text);
    await page.getByRole('textbox').last().press('Enter');
  }

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dondoc-page-'));
    assistant = await startAssistant({ DATA_DIR: join(dir, 'data'), LOG_LEVEL: 'silent' });
    browser = await launchBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await assistant.end('SIGTERM');
    await rm(dir, { recursive: true, force: true });
  });

  it('takes a newcomer through the main job on a phone', async () => {
    const officer = await open(390, 844);
    await choose(officer, 'Lê Thu Hà');
    await say(officer, 'việc của đơn vị tôi');
    await officer.getByText('Việc của Sở Y tế').waitFor();

    await officer.setInputFiles('input[type=file]', report);
    await officer.getByRole('textbox').last().press('Enter');
    await officer.getByText('Đề nghị chọn việc mà tệp này dùng để báo cáo').waitFor();
    await officer.getByRole('button', { name: /^1\. / }).last().click();
    const receipt = officer.getByText('mã tiếp nhận TN-');
    await receipt.waitFor();
    expect(await receipt.textContent()).toContain('đúng hạn');

    const office = await open(1280, 900);
    await choose(office, 'Nguyễn Văn Minh');
    await office.getByText('Sở Y tế đã gửi 01 tệp').waitFor();
    await office.getByRole('button', { name: 'Tiếp nhận' }).last().click();
    await office.getByText('Đã tiếp nhận báo cáo').waitFor();
    await officer.getByText('Báo cáo đã được tiếp nhận').waitFor();

    await office.getByRole('button', { name: 'Đến lần nhắc tới' }).click();
    await choose(office, 'Phạm Quốc Bảo');
    await office
      .getByText(/Nhắc việc: \d+ việc/)
      .first()
      .waitFor();
    expect(await office.getByText('Kính gửi Ủy ban nhân dân phường Lam Thành').count()).toBeGreaterThan(0);
  }, 60_000);

  it('shows what people write as text, whatever it is', async () => {
    const page = await open(390, 844);
    await choose(page, 'Hoàng Đức Long');
    const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script> &amp; [a](javascript:alert(3))';

    await say(page, hostile);

    await page.getByText('<img src=x').first().waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
  }, 30_000);

  it.each([360, 390, 768, 1280])(
    'never scrolls sideways at %i pixels',
    async (width) => {
      const page = await open(width, 800);
      await choose(page, 'Trần Thị Hoa');
      await say(page, '/trogiup');
      await page.getByText('Các lệnh dùng được').first().waitFor();

      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow).toBeLessThanOrEqual(0);
    },
    30_000,
  );

  it('keeps the conversation over a reload, and is used with the keyboard alone', async () => {
    const page = await open(1280, 900);
    await page.getByText('Lê Thu Hà').first().waitFor();
    for (let presses = 0; presses < 15; presses += 1) {
      await page.keyboard.press('Tab');
      if (String(await page.evaluate('document.activeElement.textContent')).includes('Lê Thu Hà')) break;
    }
    await page.keyboard.press('Enter');
    await page.getByText('mã tiếp nhận TN-').first().waitFor();

    await page.reload();
    await choose(page, 'Lê Thu Hà');

    await page.getByText('mã tiếp nhận TN-').first().waitFor();
    expect(await page.getByText('Báo cáo đã được tiếp nhận').count()).toBe(1);
  }, 30_000);

  it('gives the browser nothing to complain about', () => {
    expect(complaints).toEqual([]);
  });
});
