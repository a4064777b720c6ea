import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { link, must, quiet, startOn } from '../../bench/telegram-life.js';
import { refusedStart } from '../fakes/program.js';
import { person } from '../fakes/telegram-people.js';
import { type TelegramServer, createTelegramServer } from '../fakes/telegram-server.js';

const plan = `ỦY BAN NHÂN DÂN
TỈNH LAM GIANG

Số: 91/KH-UBND
Lam Giang, ngày 01 tháng 6 năm 2026

KẾ HOẠCH
Rà soát công tác lưu trữ năm 2026

I. PHÂN CÔNG THỰC HIỆN
1. Sở Y tế rà soát hồ sơ lưu trữ của ngành, báo cáo Sở Nội vụ trước ngày 24/6/2026.
`;

describe('two programs on one data folder', () => {
  let dir = '';
  let telegram: TelegramServer;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'dondoc-two-'));
    telegram = await createTelegramServer();
  });
  afterEach(async () => {
    await telegram.close();
    await rm(dir, { recursive: true, force: true });
  });

  it('send one reminder: the second is refused with a sentence, however often it tries, and never calls the platform', async () => {
    const data = join(dir, 'data');
    const before = Date.parse('2026-06-22T07:58:00+07:00');
    const env = {
      DATA_DIR: data,
      DEMO: '1',
      DEMO_SAMPLES: '0',
      TELEGRAM_BOT_TOKEN: telegram.bot.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      CLOCK_START: new Date(before).toISOString(),
      // Two minutes pass in two seconds: the reminder falls due while both are at it.
      CLOCK_RATE: '60',
    };
    await writeFile(join(dir, 'ke-hoach.txt'), plan);
    await must(['import', join(dir, 'ke-hoach.txt'), '--publish'], env);
    const code = (await must(['invite', '--unit', 'Sở Y tế'], env)).trim();
    const officer = person(600_001, 'Lê Thu', 'Hà');
    const first = await startOn(data, telegram, { startMs: before, rate: 60 });
    await link(telegram, [{ user: officer, code }], Math.floor(before / 1_000));
    const reminders = (): number =>
      telegram.sent(officer.id).filter(({ text }) => text.startsWith('Nhắc việc')).length;

    const refused = [];
    while (refused.length < 2 || reminders() === 0) {
      const calls = telegram.calls.length;
      const second = await refusedStart({ ...env, DATA_DIR: data });
      refused.push(second);
      expect(second.code).toBe(1);
      expect(second.stderr).toContain('đang được');
      // What was called meanwhile was called by the first, which knows no other way to say it is there.
      expect(telegram.calls.slice(calls).filter(({ method }) => method === 'getMe')).toEqual([]);
    }
    await quiet(first, telegram);
    await first.end('SIGTERM');

    expect(reminders()).toBe(1);
  }, 120_000);
});
