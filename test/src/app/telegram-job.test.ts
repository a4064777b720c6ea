import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { User } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, buildApp } from '../../../src/app/build.js';
import { createDemoClock, type DemoClock } from '../../../src/app/clock.js';
import { createLog } from '../../../src/app/log.js';
import { readConfig } from '../../../src/config.js';
import { groupChat, person, privateChat } from '../../fakes/telegram-people.js';
import { createTelegramServer, type TelegramServer } from '../../fakes/telegram-server.js';

const sample = new URL('../../../docs/samples/01-tong-ket-nghi-quyet.docx', import.meta.url);
const directory = new URL('../../../assets/directory/province.json', import.meta.url);
const report = Buffer.from('%PDF-1.4 báo cáo tổng kết của Sở Y tế');
const clerk = person(101, 'Trần Thị', 'Hoa');
const officer = person(102, 'Lê Thu', 'Hà');
const collector = person(103, 'Nguyễn Văn', 'Minh');
const group = groupChat(-1_001_234_567, 'Nhóm Sở Y tế');

describe('src/app: the main job over Telegram', () => {
  let dir: string;
  let server: TelegramServer;
  let clock: DemoClock;
  let app: App;

  async function open(): Promise<App> {
    const config = readConfig({
      DATA_DIR: dir,
      TELEGRAM_BOT_TOKEN: server.bot.token,
      TELEGRAM_API_ROOT: server.apiRoot,
      DEMO: '1',
      DEMO_SAMPLES: '0',
      HTTP_PORT: '0',
      ADMIN_CODE: 'QUAN-TRI-2026',
    });
    const built = await buildApp({ config, log: createLog('silent'), clock: () => clock });
    await built.start();
    return built;
  }

  /** Says something and waits for the answer in that chat. */
  async function say(from: User, text: string, chat = privateChat(from)): Promise<string> {
    const before = server.sent(chat.id).length;
    server.userSends({ from, chat, text, date: Math.floor(clock.now() / 1000) });
    await server.until(() => server.sent(chat.id).length > before, `an answer to ${text}`);
    await app.settled();
    return textsOf(chat.id).slice(before).join('\n---\n');
  }

  async function press(from: User, label: string): Promise<string> {
    const message = server
      .sent(from.id)
      .findLast((one) => one.buttons.some((button) => button.text.includes(label)));
    const data = message?.buttons.find((button) => button.text.includes(label))?.data;
    if (!message || data === undefined) throw new Error(`no button ${label}`);
    const before = server.sent(from.id).length;
    server.presses({ from, data, messageId: message.messageId });
    await server.until(() => server.sent(from.id).length > before, `an answer to the button ${label}`);
    await app.settled();
    return textsOf(from.id).slice(before).join('\n---\n');
  }

  const textsOf = (chatId: number): string[] => server.sent(chatId).map((message) => message.text);
  const codeIn = (text: string): string => /\/lienket ([A-Z0-9-]+)/.exec(text)?.[1] ?? 'không có mã';

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dondoc-telegram-job-'));
    server = await createTelegramServer();
    clock = createDemoClock(Date.parse('2026-06-15T09:00:00+07:00'), 1, () => 0);
    app = await open();
  });

  afterEach(async () => {
    await app.stop();
    await server.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('runs from a plan document to an accepted report and a reminder', async () => {
    expect(await say(clerk, '/start QUAN-TRI-2026')).toContain('Đã liên kết tài khoản');

    // The clerk sends the directory, then the plan; looks, publishes.
    server.userSends({
      from: clerk,
      document: { name: 'danh-muc.json', bytes: await readFile(directory) },
      caption: '/donvi',
    });
    await server.until(
      () => textsOf(clerk.id).some((text) => text.includes('Đã cập nhật danh mục')),
      'the directory',
    );
    await app.settled();
    const before = server.sent(clerk.id).length;
    server.userSends({ from: clerk, document: { name: 'ke-hoach.docx', bytes: await readFile(sample) } });
    await server.until(() => server.sent(clerk.id).length > before, 'the draft');
    const draft = textsOf(clerk.id).at(-1) ?? '';
    expect(draft).toContain('Dự thảo nhập D1');
    expect(draft).toMatch(/\d+ nhiệm vụ: \d+ chắc chắn, \d+ cần xem/);
    expect(await press(clerk, 'Ban hành')).toContain('Nhắc đầu tiên lúc');
    // “Ban hành”, or “Vẫn ban hành” while doubts remain.
    expect(await press(clerk, 'an hành')).toContain('Đã ban hành kế hoạch K1');

    // Codes for an officer, the collecting office, and the unit's group.
    const officerCode = await say(clerk, '/donvi Sở Y tế ma');
    expect(await say(officer, `/start ${codeIn(officerCode)}`)).toContain('cán bộ đầu mối của Sở Y tế');
    const plan = [...app.store.all('plans')][0];
    const collectorUnit = app.store.get('units', plan?.collectorUnitIds[0] ?? '')?.name ?? '';
    expect(
      await say(collector, `/start ${codeIn(await say(clerk, `/donvi ${collectorUnit} tonghop`))}`),
    ).toContain('đơn vị tổng hợp');
    server.memberChanges({ from: clerk, chat: group, before: 'left', after: 'member' });
    const groupCode = codeIn(await say(clerk, '/nhom Sở Y tế'));
    expect(await say(clerk, `/start@${server.bot.username} ${groupCode}`, group)).toContain(
      'đã được gắn với Sở Y tế',
    );

    // The officer asks in everyday words.
    const tasks = await say(officer, 'don vi toi con viec gi');
    expect(tasks).toContain('Hạn: hết');
    const code = /\b(V\d+)\b/.exec(tasks)?.[1] ?? '';

    // A reminder reaches the private chat and the group on its day.
    const due = app.store.find('assignments', 'byNumber', code.slice(1))[0];
    const dueOn = app.store.get('rounds', due?.roundId ?? '')?.dueOn ?? '';
    clock.advanceTo(Date.parse(`${dueOn}T08:00:00+07:00`));
    await app.catchUp();
    await app.settled();
    expect(textsOf(officer.id).at(-1)).toContain('Nhắc việc');
    expect(textsOf(group.id).at(-1)).toContain('Nhắc việc');

    // The report: receipt to the officer, file and buttons to the collecting office.
    const files = server.sent(collector.id).length;
    server.userSends({
      from: officer,
      document: { name: 'Báo cáo tổng kết; bản "ký".pdf', bytes: report },
      caption: `/nop ${code}`,
      date: Math.floor(clock.now() / 1000),
    });
    await server.until(() => textsOf(officer.id).some((text) => text.includes('mã tiếp nhận')), 'a receipt');
    await server.until(
      () =>
        server
          .sent(collector.id)
          .slice(files)
          .some((message) => message.document !== null),
      'the file at the office',
    );
    await app.settled();
    const receipt = textsOf(officer.id).at(-1) ?? '';
    expect(receipt).toContain('Đã nhận 01 tệp của Sở Y tế');
    expect(receipt).toContain('đúng hạn');
    const arrived = server.sent(collector.id).findLast((message) => message.document !== null);
    expect(sha256(arrived?.document?.bytes)).toBe(sha256(report));

    // Accepted: the officer is told, and is reminded no more.
    await press(collector, 'Tiếp nhận');
    await server.until(
      () => textsOf(officer.id).some((text) => text.includes('đã được tiếp nhận')),
      'word of acceptance',
    );
    expect(await say(officer, `/viec ${code}`)).toContain('hoàn thành đúng hạn');
  });

  it('answers a file over the platform’s limit with a link that takes it, and sends the receipt in the chat', async () => {
    await say(clerk, '/start QUAN-TRI-2026');
    await publishOne();
    await say(officer, `/start ${codeIn(await say(clerk, '/donvi Sở Y tế ma'))}`);
    const big = Buffer.alloc(21 * 1024 * 1024, 'a');

    const before = server.sent(officer.id).length;
    server.userSends({ from: officer, document: { name: 'so-lieu.pdf', bytes: big } });
    await server.until(() => server.sent(officer.id).length > before, 'an answer');
    const link = /(http:\S+\/upload\/\S+)/.exec(textsOf(officer.id).at(-1) ?? '')?.[1] ?? '';

    const page = await (await fetch(link)).text();
    expect(page).toContain('Nộp tệp báo cáo');
    const form = new FormData();
    form.append('file', new Blob([big]), 'so-lieu.pdf');
    const answer = await fetch(link, { method: 'POST', body: form });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Đã nhận tệp');
    await server.until(() => textsOf(officer.id).some((text) => text.includes('mã tiếp nhận')), 'a receipt');
    expect([...app.store.all('submissions')][0]?.files[0]?.sha256).toBe(sha256(big));
    expect((await fetch(`${link.slice(0, -2)}xx`)).status).toBe(404);
  });

  it('keeps what people sent while it was down, and follows a group to its new id', async () => {
    await say(clerk, '/start QUAN-TRI-2026');
    await publishOne();
    await say(officer, `/start ${codeIn(await say(clerk, '/donvi Sở Y tế ma'))}`);
    await say(officer, `/lienket ${codeIn(await say(clerk, '/nhom Sở Y tế'))}`, group);
    await app.stop();

    server.userSends({
      from: officer,
      document: { name: 'bc.pdf', bytes: report },
      date: Math.floor(clock.now() / 1000),
    });
    app = await open();
    await server.until(() => textsOf(officer.id).some((text) => text.includes('mã tiếp nhận')), 'a receipt');

    const moved = groupChat(-1_009_999_999, 'Nhóm Sở Y tế');
    server.knows(moved);
    server.userSends({ from: officer, chat: group, more: { migrate_to_chat_id: moved.id } });
    await server.until(() => server.pending() === 0, 'the move');
    await app.settled();
    expect(app.store.get('conversations', `telegram:${moved.id}`)?.unitIds).toHaveLength(1);
    expect(app.store.get('conversations', `telegram:${group.id}`)).toBeUndefined();
  });

  /** A plan with one report owed by Sở Y tế, given as text. */
  async function publishOne(): Promise<void> {
    const text = [
      'ỦY BAN NHÂN DÂN\nTỈNH LAM GIANG\n\nSố: 12/KH-UBND\nLam Giang, ngày 01 tháng 6 năm 2026\n\nKẾ HOẠCH\nKiểm tra công tác y tế năm 2026',
      'I. PHÂN CÔNG THỰC HIỆN\n1. Sở Y tế xây dựng báo cáo kết quả kiểm tra, gửi Sở Tài chính trước ngày 26/6/2026.',
    ].join('\n\n');
    server.userSends({ from: clerk, document: { name: 'ke-hoach.txt', bytes: Buffer.from(text) } });
    await server.until(() => textsOf(clerk.id).some((sent) => sent.includes('Dự thảo nhập')), 'the draft');
    await app.settled();
    await press(clerk, 'Ban hành');
    expect(await press(clerk, 'an hành')).toContain('01/06/2026');
  }
});

function sha256(bytes: Buffer | undefined): string {
  return createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');
}
