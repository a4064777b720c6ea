/** A virus scanner that is down: nothing is lost, nobody is late for it, and the person hears of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { evil, type FakeClamd, startClamd } from '../../fakes/clamd.js';
import { createWorld, type Talker, task, type World } from '../../fakes/world.js';

describe('src/app/scan-wait.ts', () => {
  let clamd: FakeClamd;
  let world: World;
  let lan: Talker;
  const words = 'Báo cáo kết quả thực hiện nhiệm vụ của Sở Y tế năm 2026';

  beforeEach(async () => {
    clamd = await startClamd();
    world = await createWorld('2026-06-15T09:00:00+07:00', undefined, {
      CLAMD_HOST: '127.0.0.1',
      CLAMD_PORT: String(clamd.port),
    });
    lan = await world.link('lan', 'Lan', 'officer', 'Sở Y tế');
    await world.publish([task('Báo cáo tổng kết', ['Sở Y tế'], '2026-06-15')]);
  });
  afterEach(async () => {
    // What still waits would keep the world from coming to rest.
    clamd.mood = 'well';
    await world.close();
    await clamd.down();
  });

  const texts = (): string[] => world.inboxOf(lan.id).map((message) => message.text);
  const until = async (what: () => boolean): Promise<void> => {
    while (!what()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  /** Sends without waiting until everything is done: a file that waits never is. */
  const send = (text: string): Promise<void> =>
    world.channel.receive(
      lan,
      {
        kind: 'files',
        files: [world.channel.addFile(Buffer.from(text), 'bao cao.txt')],
        caption: null,
        albumId: null,
      },
      { at: world.clock.now() },
    );
  const say = (text: string): Promise<void> =>
    world.channel.receive(lan, { kind: 'text', text }, { at: world.clock.now() });
  const moveTo = (at: string): void => world.clock.advanceTo(Date.parse(at));
  const saying = (part: string): string[] => texts().filter((text) => text.includes(part));

  it('takes a clean file at once and refuses an infected one with a sentence, keeping nothing of it', async () => {
    const [clean] = await world.sendFile(lan, Buffer.from(words), 'bao cao.txt');
    const before = await world.app.vault.list();
    const [infected] = await world.sendFile(lan, Buffer.from(`${words} ${evil}`), 'bao cao 2.txt');

    expect(clean?.text).toContain('mã tiếp nhận');
    expect(infected?.text).toContain('Tệp “bao cao 2.txt” có mã độc theo kết quả quét vi-rút');
    expect(await world.app.vault.list()).toEqual(before);
    expect(clamd.scans).toBe(2);
  });

  it('keeps a file waiting while the conversation goes on, tells once, and receipts it with the instant it was sent', async () => {
    clamd.mood = 'error';
    await send(words);
    await until(() => clamd.scans > 0);
    await say('/viec');
    await until(() => saying('Việc của Sở Y tế').length > 0 || texts().some((text) => text.includes('V1')));
    expect(saying('đang chờ quét')).toEqual([]);
    expect(world.app.store.count('submissions')).toBe(0);

    moveTo('2026-06-15T23:58:00+07:00');
    const tries = clamd.scans;
    await until(() => clamd.scans > tries + 1);
    await until(() => saying('đang chờ quét vi-rút').length > 0);
    expect(saying('đang chờ quét vi-rút')).toEqual([
      expect.stringContaining(
        'Tệp gửi lúc 09 giờ 00, 15/06/2026 đang chờ quét vi-rút, chưa có mã tiếp nhận.',
      ),
    ]);

    // A day late by now, if the waiting counted.
    moveTo('2026-06-16T00:30:00+07:00');
    clamd.mood = 'well';
    await world.app.settled();
    expect(saying('mã tiếp nhận TN-')).toHaveLength(1);
    expect(saying('mã tiếp nhận TN-')[0]).toContain('lúc 09 giờ 00 phút 00 giây, ngày 15/06/2026');
    expect(saying('mã tiếp nhận TN-')[0]).toContain('đúng hạn');
    expect(world.app.store.count('submissions')).toBe(1);
  });

  it('keeps the order of files, and tells of each that waits', async () => {
    clamd.mood = 'error';
    await send(`${words}, bản thứ nhất`);
    await until(() => clamd.scans > 0);
    moveTo('2026-06-15T09:01:00+07:00');
    await send(`${words}, bản thứ hai`);
    moveTo('2026-06-15T09:05:00+07:00');
    await until(() => saying('đang chờ quét vi-rút').length === 2);
    clamd.mood = 'well';
    await until(() => world.app.store.count('submissions') === 2);
    await until(() => world.app.store.find('inbox', 'byStatus', 'pending').length === 0);
    await world.app.settled();

    const contents = await Promise.all(
      [...world.app.store.all('submissions')].map(async (one) =>
        (await world.app.vault.read(one.files.at(-1)?.sha256 ?? '')).toString().slice(-8).trim(),
      ),
    );
    // Sent within minutes of each other they are versions of one report, the later one last.
    expect(contents).toEqual(['thứ nhất', 'thứ hai']);
    expect(saying('đang chờ quét vi-rút')).toHaveLength(2);
  });

  it('fetches nothing while the scanner is down, and takes the file after a restart', async () => {
    await clamd.down();
    let fetched = 0;
    const { download } = world.channel;
    world.channel.download = (file) => ((fetched += 1), download(file));
    await send(words);
    await until(() => fetched === 1);
    const health = await fetch(`${world.app.address ?? ''}/health`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ failing: ['virus-scan'] });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(fetched).toBe(1);
    await clamd.up();
    await world.app.settled();
    expect(fetched).toBe(2);
    expect(saying('mã tiếp nhận TN-')).toHaveLength(1);
  });

  it('asks to send again after a day, and keeps nothing', async () => {
    clamd.mood = 'error';
    await send(words);
    await until(() => clamd.scans > 0);
    moveTo('2026-06-16T09:00:01+07:00');
    await world.app.settled();

    expect(saying('Đề nghị gửi lại tệp và báo Văn phòng')).toHaveLength(1);
    expect(await world.app.vault.list()).toEqual([]);
    expect(world.app.store.count('submissions')).toBe(0);
  });
});
