import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WebConfig } from '../../src/channels/web/index.js';
import { UserError } from '../../src/domain/errors.js';
import { createWorld, sampleRoster, type World } from '../src/channels/web/world.js';
import {
  browserPath,
  choose,
  compilePage,
  launchBrowser,
  openPage,
  openTab,
  overflow,
  write,
  type Opened,
} from './browser.js';

const an = { externalId: 'p-an', topicId: null, kind: 'private' } as const;
const group = { externalId: 'g-kh348', topicId: null, kind: 'group' } as const;

/** The smallest picture there is: one white pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==',
  'base64',
);

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  '"><svg onload=alert(3)>',
  "' onmouseover='alert(4)",
  'javascript:alert(5)',
  '[a](javascript:alert(6))',
  '{{constructor.constructor("alert(7)")()}}',
  '&lt;b&gt;đậm&lt;/b&gt;',
  'https://a.example/"onclick="alert(8)',
  'data:text/html,<script>alert(9)</script>',
];

// A browser beside the rest of the suite on two cores can be slow to start a page; each test has its own world.
describe.skipIf(browserPath === null)('src/channels/web/page', { timeout: 60_000, retry: 1 }, () => {
  let browser: Browser;
  let folder: string;
  let world: World;
  let contexts: BrowserContext[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dondoc-page-'));
    compilePage(folder);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    contexts = [];
    await begin();
  });
  afterEach(async () => {
    for (const context of contexts) await context.close();
    await world.close();
  });

  async function begin(overrides: Partial<WebConfig> = {}): Promise<void> {
    world = await createWorld(overrides, { pageDir: folder });
  }

  async function beginAgain(overrides: Partial<WebConfig>): Promise<void> {
    await world.close();
    await begin(overrides);
  }

  async function open(size: Parameters<typeof openPage>[2]): Promise<Opened> {
    const opened = await openPage(browser, world.base, size);
    contexts.push(opened.context);
    return opened;
  }

  async function openAs(id: string, size: Parameters<typeof openPage>[2] = 'phone'): Promise<Opened> {
    const opened = await open(size);
    await choose(opened.page, id);
    return opened;
  }

  /** Texts of the messages the server has, without those on their way. */
  async function shown(page: Page): Promise<string[]> {
    return page.locator('.message:not(.on-way) .text').allInnerTexts();
  }

  function textsSaid(): string[] {
    return world.events.map((event) =>
      event.content.kind === 'text' ? event.content.text : event.content.kind,
    );
  }

  it('draws whatever people and documents say as text', async () => {
    await beginAgain({
      roster: () => [
        { id: 'p-an', kind: 'person', label: hostile[1] ?? '', detail: hostile[2] ?? '' },
        {
          id: 'g-kh348',
          kind: 'group',
          label: hostile[0] ?? '',
          detail: hostile[3] ?? '',
          memberIds: ['p-an'],
        },
      ],
    });
    for (const text of hostile) {
      await world.channel.send(an, {
        heading: text,
        text,
        choices: [{ label: text, command: '/viec' }],
        files: [await world.store(text, Buffer.from(text))],
      });
    }
    const { page, faults } = await openAs('p-an');
    await write(page, hostile.join('\n'));
    await page.locator('.message.own:not(.on-way)').waitFor();

    expect(await page.locator('.heading').allInnerTexts()).toEqual(hostile);
    expect(await page.locator('.file-name').allInnerTexts()).toEqual(hostile);
    expect(await page.locator('.choice').allInnerTexts()).toEqual(hostile);
    expect((await shown(page)).at(-1)).toBe(hostile.join('\n'));
    expect(
      await page.locator('#log :is(script, img, iframe, b, [onclick], [onerror], [onload])').count(),
    ).toBe(0);
    expect(await page.locator('a:not([href^="http"], [href^="/web/"], [href^="#"])').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('needs no scrolling to the side at 360 pixels, whatever is shown', async () => {
    const long = 'V'.repeat(300);
    for (const to of [an, group]) {
      await world.channel.send(to, {
        heading: long,
        text: `${long} https://vanban.example/${long}`,
        choices: [
          { label: long, command: '/viec 1' },
          { label: 'Xem', command: '/viec' },
        ],
        files: [await world.store(`${long}.docx`, Buffer.from('a'))],
        picture: await world.store('rong.png', png, 'image/png'),
      });
    }
    const { page } = await open('narrow');
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    for (const id of ['p-an', 'g-kh348']) {
      await choose(page, id);
      await page.locator('.heading').waitFor();
      expect([id, await overflow(page)]).toEqual([id, 0]);
    }
    await page.locator('#toggle').click();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it('can be used by keyboard alone', async () => {
    await world.channel.send(an, {
      text: 'Việc nào?',
      choices: [{ label: 'Báo cáo năm', command: '/viec 12' }],
    });
    const { page } = await open('desktop');
    const focused = (): Promise<string> =>
      page.evaluate('document.activeElement.dataset.id ?? document.activeElement.id ?? ""');
    const tabTo = async (wanted: () => Promise<boolean>): Promise<void> => {
      for (let presses = 0; presses < 40 && !(await wanted()); presses += 1) await page.keyboard.press('Tab');
    };

    await tabTo(async () => (await focused()) === 'p-an');
    await page.keyboard.press('Enter');
    await page.locator('.choice').waitFor();
    await tabTo(async () => (await page.evaluate('document.activeElement.className')) === 'choice');
    await page.keyboard.press('Space');
    await page.locator('.message.own:not(.on-way)').waitFor();
    await tabTo(async () => (await focused()) === 'draft');
    await page.keyboard.type('/han 7');
    await page.keyboard.press('Enter');
    await page.locator('.message.own:not(.on-way)').nth(1).waitFor();

    expect(world.events.map((event) => event.content)).toEqual([
      { kind: 'press', command: '/viec 12' },
      { kind: 'text', text: '/han 7' },
    ]);
  });

  it('keeps the focus in the open list, and gives it back', async () => {
    const { page } = await openAs('p-an');
    const focused = (): Promise<string> => page.evaluate('document.activeElement.closest("aside, main").id');

    await page.locator('#toggle').press('Enter');
    const inside: string[] = [];
    for (let presses = 0; presses < 5; presses += 1) {
      await page.keyboard.press('Tab');
      inside.push(await focused());
    }
    await page.keyboard.press('Escape');

    expect(new Set(inside)).toEqual(new Set(['roster']));
    expect(await page.evaluate('document.activeElement.id')).toBe('toggle');
    expect(await page.locator('#roster').isVisible()).toBe(false);
  });

  it('makes one press of a double tap, on a choice and on a command', async () => {
    await world.channel.send(an, {
      text: 'Việc nào?',
      choices: [{ label: 'Báo cáo năm', command: '/viec 12' }],
    });
    const { page } = await openAs('p-an');

    await page.locator('.choice').dblclick();
    await page.locator('[data-command="/han"]').dblclick();
    await write(page, 'sau cùng');
    await page.getByText('sau cùng').first().waitFor();
    await expect.poll(textsSaid).toContain('sau cùng');

    expect(textsSaid()).toEqual(['press', '/han', 'sau cùng']);
  });

  it('keeps what the server cannot take, in order and in sight, and sends each once', async () => {
    const { page } = await openAs('p-an');
    world.beforeKeeping.run = () => {
      throw new Error('ENOSPC');
    };

    await write(page, 'một');
    await write(page, 'hai');
    await page.locator('.on-way[data-state="waiting"] .retry').waitFor();
    const waiting = await page.locator('.on-way .text').allInnerTexts();
    world.beforeKeeping.run = () => undefined;
    await page.locator('.on-way[data-state="waiting"] .retry').click();
    await expect.poll(() => shown(page)).toEqual(['một', 'hai']);

    expect(waiting).toEqual(['một', 'hai']);
    expect(textsSaid()).toEqual(['một', 'hai']);
    expect(await page.locator('.on-way').count()).toBe(0);
  });

  it('sends after a reload what could not be sent before it', async () => {
    const { page } = await openAs('p-an');
    world.beforeKeeping.run = () => {
      throw new Error('ENOSPC');
    };
    await write(page, 'giữ lại');
    await page.locator('.on-way[data-state="waiting"]').waitFor();

    await page.reload();
    world.beforeKeeping.run = () => undefined;
    await expect.poll(() => shown(page), { timeout: 15_000 }).toEqual(['giữ lại']);

    expect(textsSaid()).toEqual(['giữ lại']);
  });

  it('waits without a network and says so at the message', async () => {
    const { page, context } = await openAs('p-an');

    await context.setOffline(true);
    await write(page, 'ngoài vùng phủ sóng');
    await page.locator('.on-way[data-state="waiting"]').waitFor();
    const note = await page.locator('.on-way .note').innerText();
    await context.setOffline(false);
    await expect.poll(() => shown(page), { timeout: 15_000 }).toEqual(['ngoài vùng phủ sóng']);

    expect(note).toContain('chưa gửi được');
    expect(textsSaid()).toEqual(['ngoài vùng phủ sóng']);
  });

  it('shows after a break what came meanwhile, once, and leaves what was being written', async () => {
    const { page } = await openAs('p-an');
    await world.channel.send(an, { text: 'trước' });
    await page.getByText('trước').waitFor();
    await page.locator('#draft').fill('viết dở');
    await page.locator('#picker').setInputFiles({ name: 'a.docx', mimeType: '', buffer: Buffer.from('a') });

    await world.channel.stop();
    await world.channel.send(an, { text: 'trong lúc mất kết nối' });
    await page.getByText('trong lúc mất kết nối').waitFor();

    expect(await shown(page)).toEqual(['trước', 'trong lúc mất kết nối']);
    expect(await page.locator('#draft').inputValue()).toBe('viết dở');
    expect(await page.locator('#tray .file-name').allInnerTexts()).toEqual(['a.docx']);
  });

  it('shows once what a server sends twice, in two streams or in one', async () => {
    const entry = (sequence: number, text: string): string =>
      `id: p-an=${sequence}\nevent: entry\ndata: ${JSON.stringify({
        id: `tin-${sequence}`,
        conversation: 'p-an',
        sequence,
        at: '2022-06-20T01:00:00.000Z',
        fromPerson: false,
        author: 'Đôn Đốc',
        message: { text },
      })}\n\n`;
    const whole = `retry: 50\n\n${entry(1, 'một')}${entry(1, 'một')}${entry(2, 'hai')}event: ready\ndata: {}\n\n`;
    const { page } = await open('phone');
    let streams = 0;
    await page.route('**/web/events*', async (route) => {
      streams += 1;
      await route.fulfill({ contentType: 'text/event-stream', body: whole });
    });

    await choose(page, 'p-an');
    await expect.poll(() => streams).toBeGreaterThan(2);

    expect(await shown(page)).toEqual(['một', 'hai']);
  });

  it('sends files with their names, and gives them back under them', async () => {
    const { page, faults } = await openAs('p-an');
    const bytes = Buffer.from('nội dung báo cáo');

    await page.locator('#picker').setInputFiles({ name: 'Báo cáo quý IV.docx', mimeType: '', buffer: bytes });
    await page.locator('.send').click();
    const card = page.locator('.message:not(.on-way) a.file');
    const [download] = await Promise.all([page.waitForEvent('download'), card.click()]);

    expect(world.events[0]?.content).toMatchObject({
      kind: 'files',
      files: [{ name: 'Báo cáo quý IV.docx' }],
    });
    expect(download.suggestedFilename()).toBe('Báo cáo quý IV.docx');
    expect((await readFile(await download.path())).equals(bytes)).toBe(true);
    expect(faults).toEqual([]);
  });

  it('refuses empty and too large files before they cost anyone time', async () => {
    const { page } = await openAs('p-an');

    await page.locator('#picker').setInputFiles({ name: 'trống.pdf', mimeType: '', buffer: Buffer.alloc(0) });
    const first = await page.locator('#toast').innerText();
    const large = Buffer.alloc(world.config.maxUploadBytes + 1);
    await page.locator('#picker').setInputFiles({ name: 'lớn.pdf', mimeType: '', buffer: large });
    const second = await page.locator('#toast').innerText();

    expect(first).toContain('“trống.pdf”');
    expect(second).toContain('2,0 MB');
    expect(await page.locator('#tray li').count()).toBe(0);
  });

  it('says why the server refused a file, and lets its sender drop it', async () => {
    await beginAgain({
      storeUpload: async () => Promise.reject(new UserError('file-damaged')),
    });
    const { page } = await openAs('p-an');

    await page
      .locator('#picker')
      .setInputFiles({ name: 'hỏng.docx', mimeType: '', buffer: Buffer.from('x') });
    await page.locator('.send').click();
    const note = page.locator('.on-way[data-state="refused"] .note');
    await note.waitFor();
    const reason = await note.innerText();
    const offered = await note.locator('.retry').count();
    await note.locator('.discard').click();

    expect(reason).toContain('“hỏng.docx” bị hỏng');
    // The same bytes would be refused again.
    expect(offered).toBe(0);
    expect(await page.locator('.on-way').count()).toBe(0);
  });

  it('shows pictures, and stays at the end when one arrives', async () => {
    for (let index = 0; index < 30; index += 1) await world.channel.send(an, { text: `tin ${index}` });
    const { page, faults } = await openAs('p-an');
    await page.getByText('tin 29').waitFor();

    await world.channel.send(an, {
      heading: 'Tiến độ',
      text: 'Hình tiến độ',
      picture: await world.store('tien-do.png', png, 'image/png'),
    });
    await page.locator('img.picture').waitFor();

    await expect.poll(() => page.evaluate('document.querySelector("img.picture").naturalWidth')).toBe(1);
    expect(await page.locator('img.picture').getAttribute('alt')).toBe('Hình ảnh: Tiến độ');
    const toEnd = 'document.querySelector("#scroller")';
    await expect
      .poll(() =>
        page.evaluate(`Math.round(${toEnd}.scrollHeight - ${toEnd}.scrollTop - ${toEnd}.clientHeight)`),
      )
      .toBeLessThan(4);
    expect(faults).toEqual([]);
  });

  it('leaves a reader of older messages where they are, and says that there is news', async () => {
    for (let index = 0; index < 230; index += 1) await world.channel.send(an, { text: `tin ${index}` });
    const { page } = await openAs('p-an');
    await page.getByText('tin 229', { exact: true }).waitFor();

    await page.evaluate('document.querySelector("#scroller").scrollTop = 0');
    await page.locator('.older').click();
    await page.getByText('tin 0', { exact: true }).waitFor({ state: 'attached' });
    await world.channel.send(an, { text: 'tin mới nhất' });
    await page.locator('#newer').waitFor();
    await page.locator('#newer').click();

    expect(await shown(page)).toEqual([
      ...Array.from({ length: 230 }, (_, index) => `tin ${index}`),
      'tin mới nhất',
    ]);
    await expect.poll(() => page.locator('#newer').isVisible()).toBe(false);
  });

  it('lets two tabs of one browser speak for two persons', async () => {
    const first = await openAs('p-an', 'desktop');
    const second = await openTab(first.context, world.base);
    await choose(second.page, 'p-binh');

    await write(first.page, 'của An');
    await expect.poll(textsSaid).toEqual(['của An']);
    await write(second.page, 'của Bình');
    await expect.poll(textsSaid).toEqual(['của An', 'của Bình']);

    expect(world.events.map((event) => event.sender?.externalId)).toEqual(['p-an', 'p-binh']);
    expect([...first.faults, ...second.faults]).toEqual([]);
  });

  it('speaks in a group for the member chosen, who answers a message of the assistant', async () => {
    await world.channel.send(group, { text: 'Nhắc việc' });
    const { page } = await openAs('g-kh348');

    await page.locator('#speaker').selectOption('p-binh');
    await page.locator('.reply').click();
    await write(page, 'đã rõ');
    await expect.poll(textsSaid).toEqual(['đã rõ']);

    expect(world.events[0]).toMatchObject({
      sender: { externalId: 'p-binh' },
      conversation: { externalId: 'g-kh348' },
      isAddressed: true,
    });
    expect(world.events[0]?.replyToId).not.toBeNull();
  });

  it('goes on after the demo began afresh behind its back', async () => {
    const { page } = await openAs('p-an');
    await write(page, 'lần trước');
    await expect.poll(() => shown(page)).toEqual(['lần trước']);

    // Another key: every cookie and link of before is void.
    const key = world.config.sign('x');
    const { sign, verify } = world.config;
    world.config.sign = (payload) => sign(`${key}${payload}`);
    world.config.verify = (signed) => {
      const payload = verify(signed);
      return payload?.startsWith(key) === true ? payload.slice(key.length) : null;
    };
    await write(page, 'lần này');
    await expect.poll(() => shown(page), { timeout: 15_000 }).toEqual(['lần trước', 'lần này']);

    expect(textsSaid()).toEqual(['lần trước', 'lần này']);
  });

  it('outside the demo enters with a code, learns its name, and leaves no trace when leaving', async () => {
    const roster = [...sampleRoster];
    await beginAgain({ mode: 'linked', clock: null, roster: () => roster });
    const { page, faults } = await open('phone');

    const choices = await page.locator('#toggle, #choose, #clock').filter({ visible: true }).count();
    await page.locator('#name').fill('Vũ  Thị Dung');
    await page.locator('#code').fill('7KQ2-M4XT-9BRD-C3HW');
    await page.locator('#enter-code button').click();
    await expect.poll(textsSaid).toEqual(['/start 7KQ2-M4XT-9BRD-C3HW']);
    const { externalId: id = '', displayName } = world.events[0]?.sender ?? {};
    roster.push({ id, kind: 'person', label: 'Vũ Thị Dung', detail: 'Cán bộ đầu mối, Sở Y tế' });
    await world.channel.send({ externalId: id, topicId: null, kind: 'private' }, { text: 'Đã liên kết' });
    await page.getByText('Cán bộ đầu mối, Sở Y tế').waitFor();
    const transcript = await page.locator('#log').innerText();

    await page.locator('#leave').click();
    await page.locator('#leave-now').click();
    await page.locator('#code').waitFor();

    expect(choices).toBe(0);
    expect(displayName).toBe('Vũ Thị Dung');
    expect(transcript).not.toContain('7KQ2');
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    expect(await page.context().cookies()).toEqual([]);
    expect(faults).toEqual([]);
  });
});
