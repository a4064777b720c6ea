import { createHash, randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { worldOfHoa } from '../fakes/clerk.js';
import { task, type Talker, type World } from '../fakes/world.js';
import { browserPath, launchBrowser, overflow, sizes } from './browser.js';

describe.skipIf(browserPath === null)('src/upload-page: in a browser', () => {
  const report = Buffer.concat([Buffer.from('%PDF-1.4 báo cáo lớn '), randomBytes(4_500_000)]);
  const hash = createHash('sha256').update(report).digest('hex');
  let browser: Browser;
  let world: World;
  let ha: Talker;
  let dir: string;
  let file: string;
  let context: BrowserContext;
  let page: Page;
  let faults: string[];
  let link: string;

  beforeAll(async () => {
    execFileSync(process.execPath, [
      'node_modules/typescript/bin/tsc',
      '-p',
      'tsconfig.upload.json',
      '--incremental',
      'false',
    ]);
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  beforeEach(async () => {
    world = await worldOfHoa('2026-06-22T09:00:00+07:00');
    ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    await world.publish([
      task('báo cáo tổng kết mười năm thực hiện công tác y tế cơ sở', ['Sở Y tế'], '2026-06-22'),
    ]);
    dir = await mkdtemp(join(tmpdir(), 'dondoc-upload-page-'));
    file = join(dir, 'Báo cáo tổng kết.pdf');
    await writeFile(file, report);
    const said = (await world.say(ha, '/nop V1')).map((message) => message.text).join('\n');
    link = `${world.app.address}${/\/upload\/[\w.-]+/.exec(said)?.[0]}`;
    await open();
  });
  afterEach(async () => {
    await context.close();
    await world.close();
    await rm(dir, { recursive: true, force: true });
  });

  async function open(options: { javaScriptEnabled?: boolean } = {}): Promise<void> {
    context = await browser.newContext({ ...sizes.narrow, locale: 'vi-VN', ...options });
    page = await context.newPage();
    faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(link);
  }

  const status = (): Promise<string> => page.locator('[role=status]').innerText();
  const receipts = (): string[] =>
    world
      .inboxOf(ha.id)
      .map((message) => message.text)
      .filter((text) => text.includes('Đã nhận'));
  /** Keeps a picture to look at, where a folder for them is named. */
  const shot = async (name: string): Promise<void> => {
    const folder = process.env['SHOTS'];
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
  };

  async function choose(): Promise<void> {
    await page.setInputFiles('input[type=file]', file);
    await page.getByRole('button', { name: 'Nộp báo cáo' }).click();
  }

  it('sends a file over a line that breaks, says so, and says when it is done', async () => {
    expect(await overflow(page)).toBe(0);
    let broken = 0;
    await page.route('**/parts/*', (route) => {
      if (route.request().method() === 'PATCH' && broken++ === 2) return route.abort('connectionreset');
      return route.continue();
    });
    const said = new Set<string>();
    const listening = setInterval(
      () =>
        void status().then(
          (text) => said.add(text),
          () => undefined,
        ),
      30,
    );
    await choose();
    await page.getByText('Đã gửi xong', { exact: false }).waitFor({ timeout: 30_000 });
    clearInterval(listening);
    await shot('upload-done');
    await world.app.settled();

    expect([...said].join('\n')).toMatch(/gián đoạn, hệ thống đang thử lại/);
    expect(receipts()).toHaveLength(1);
    expect(receipts()[0]).toContain(hash.slice(0, 16));
    expect(faults).toEqual([]);
    expect(await page.getByRole('button', { name: 'Nộp bản khác' }).isEnabled()).toBe(true);
  }, 60_000);

  it('goes on where it stopped after the page was closed, and after a pause', async () => {
    let pieces = 0;
    const starts: string[] = [];
    await context.route('**/parts/*', async (route) => {
      const request = route.request();
      if (request.method() === 'PATCH') {
        starts.push(request.headers()['upload-offset'] ?? '');
        if (++pieces === 3) return route.abort('internetdisconnected');
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      return route.continue();
    });
    await choose();
    await page.getByText('gián đoạn', { exact: false }).waitFor();
    await shot('upload-broken');
    // Closed in the middle, opened again, the same file chosen.
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(link);
    await choose();
    await page.getByRole('button', { name: 'Tạm dừng' }).click();
    await page.getByText('Đã tạm dừng', { exact: false }).waitFor();
    await shot('upload-paused');
    await page.getByRole('button', { name: 'Gửi tiếp' }).click();
    await page.getByText('Đã gửi xong', { exact: false }).waitFor({ timeout: 30_000 });
    await world.app.settled();

    expect(receipts()).toHaveLength(1);
    expect(starts.filter((offset) => offset === '0')).toHaveLength(1);
  }, 60_000);

  it('refuses on the spot what is empty, and tells the server’s own reason', async () => {
    await page.setInputFiles('input[type=file]', {
      name: 'rong.pdf',
      mimeType: 'x',
      buffer: Buffer.alloc(0),
    });
    await page.getByRole('button', { name: 'Nộp báo cáo' }).click();
    expect(await status()).toContain('Tệp rỗng');
    const marked = Buffer.from('TUYỆT MẬT\nBáo cáo');
    await page.setInputFiles('input[type=file]', { name: 'x.txt', mimeType: 'text/plain', buffer: marked });
    await page.getByRole('button', { name: 'Nộp báo cáo' }).click();
    await page.locator('[role=status]').getByText('dấu chỉ độ mật').waitFor();

    expect(receipts()).toHaveLength(0);
  }, 30_000);

  it('is a plain form where no script runs', async () => {
    await context.close();
    await open({ javaScriptEnabled: false });
    await page.setInputFiles('input[type=file]', file);
    await page.getByRole('button', { name: 'Nộp báo cáo' }).click();
    await page.getByText('Hệ thống đã nhận').waitFor();
    await world.app.settled();

    expect(receipts()).toHaveLength(1);
  }, 30_000);

  it('is used with the keyboard alone, every part under a name', async () => {
    await page.keyboard.press('Tab');
    const first = await page.evaluate("document.activeElement?.getAttribute('type')");
    await page.keyboard.press('Tab');
    const second = await page.evaluate('document.activeElement?.textContent');

    expect([first, second]).toEqual(['file', 'Nộp báo cáo']);
    expect(await page.getByLabel(/Chọn tệp/).count()).toBe(1);
    expect(await page.locator('[role=status][aria-live=polite]').count()).toBe(1);
    expect(await page.locator('html').getAttribute('lang')).toBe('vi');
  });
});
