/**
 * Takes the pictures of the README from the running demo: `npm run build && node docs/images/make-images.mjs`.
 * Needs a Chromium: CHROMIUM_PATH, or /usr/bin/chromium.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const dir = await mkdtemp(join(tmpdir(), 'dondoc-images-'));
const demo = spawn(process.execPath, [here('../../dist/src/main.js')], {
  env: { PATH: process.env.PATH, DATA_DIR: join(dir, 'data'), HTTP_PORT: '0', LOG_LEVEL: 'silent' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [line] = await once(demo.stdout, 'data');
const address = /http:\/\/\S+/.exec(String(line))[0];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

async function pageOf(width, height) {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 2, locale: 'vi-VN' });
  await page.goto(address);
  return page;
}

async function choose(page, name) {
  await page.getByText(name).first().click();
  await page.waitForTimeout(600);
}

try {
  const wide = await pageOf(1180, 820);
  await choose(wide, 'Lê Thu Hà');
  await wide.setInputFiles('input[type=file]', here('../samples/bao-cao-mau.docx'));
  await wide.waitForTimeout(400);
  await wide.getByRole('textbox').last().press('Enter');
  await wide.getByRole('button', { name: /^1\. / }).last().click();
  await wide.getByText('mã tiếp nhận').last().waitFor();
  await wide.waitForTimeout(600);
  await wide.screenshot({ path: here('web-chat.png') });

  await wide.getByRole('button', { name: 'Đến lần nhắc tới' }).click();
  const phone = await pageOf(390, 900);
  await phone.getByRole('button', { name: 'Chọn người hoặc nhóm' }).click();
  await choose(phone, 'Phạm Quốc Bảo');
  await phone.getByText('Nhắc việc:').last().waitFor();
  await phone.waitForTimeout(600);
  await phone.screenshot({ path: here('reminder.png') });
} finally {
  await browser.close();
  demo.kill('SIGTERM');
  await once(demo, 'exit');
  await rm(dir, { recursive: true, force: true });
}
