import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { checkData } from '../../../storage/backup.js';
import { monthsBefore } from '../../../src/domain/retention.js';
import { verifyArchive } from '../../../src/exports/verify-archive.js';
import { button, linksIn, textOf } from '../../fakes/taken-out.js';
import { createWorld, task, type Talker, type World } from '../../fakes/world.js';

const hoa = { id: 'hoa', name: 'Trần Thị Hoa' };
const report = Buffer.from('%PDF-1.4\nbáo cáo\n%%EOF');
const shared = Buffer.from('%PDF-1.4\nnộp cho cả hai kế hoạch\n%%EOF');

let world: World;
let ha: Talker;
afterEach(() => world.close());

/** Two plans; Sở Y tế has handed in one file for the first alone and one for both. */
async function begin(environment: Record<string, string>): Promise<void> {
  world = await createWorld('2026-06-15T08:30:00+07:00', undefined, environment);
  await world.say(hoa, '/start QUAN-TRI-2026');
  await world.app.store.transaction((tx) => {
    const [person] = tx.all('persons');
    if (person) tx.put('persons', { ...person, grants: [...person.grants, { role: 'clerk', unitId: null }] });
  });
  ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
  await world.publish([task('báo cáo tổng kết', ['Sở Y tế'], '2026-06-22')], { number: '62/KH-UBND' });
  await world.publish([task('báo cáo khác', ['Sở Y tế'], '2026-06-22')], { number: '63/KH-UBND' });
  await world.sendFile(ha, report, 'bao cao.pdf', '/nop V1');
  // Later than what is taken for a part of the same report.
  world.clock.advanceTo(Date.parse('2026-06-15T09:00:00+07:00'));
  await world.sendFile(ha, shared, 'chung.pdf', '/nop V1');
  await world.sendFile(ha, shared, 'chung.pdf', '/nop V2');
}

const hashOf = (name: string): string =>
  [...world.app.store.all('submissions')].flatMap(({ files }) => files).find((file) => file.name === name)
    ?.sha256 ?? '';
const counts = (): Record<string, number> =>
  Object.fromEntries(
    (['plans', 'tasks', 'rounds', 'assignments', 'submissions'] as const).map((table) => [
      table,
      world.app.store.count(table),
    ]),
  );

async function closeFirst(): Promise<void> {
  await world.press(hoa, button(await world.say(hoa, '/kehoach K1 dong'), 'óng kế hoạch'));
  await world.moveTo('2026-06-15T09:01:00+07:00');
}

describe('messages', () => {
  it('are kept for as many months as configured, and their files as long as anything names them', async () => {
    await begin({ KEEP_MESSAGES_MONTHS: '2' });
    const [said] = await world.say(hoa, '/tonghop K1 bang');
    const register = said?.files?.[0]?.sha256 ?? '';
    const first = [...world.app.store.all('outbox')][0]?.id ?? '';
    await world.restart();
    await world.moveTo('2026-08-15T08:00:00+07:00');
    expect(world.app.store.get('outbox', first)).toBeDefined();
    expect(await world.app.vault.list()).toContain(register);

    await world.moveTo('2026-08-16T09:30:00+07:00');

    expect(world.app.store.get('outbox', first)).toBeUndefined();
    const oldest = new Date(monthsBefore(world.clock.now(), 2)).toISOString();
    for (const table of ['outbox', 'inbox', 'webMessages'] as const) {
      const times = [...world.app.store.all(table)].map((row) => ('at' in row ? row.at : timeOf(row)));
      expect(times.filter((at) => at < oldest)).toEqual([]);
    }
    expect(await world.app.vault.list()).not.toContain(register);
    expect(await world.app.vault.list()).toEqual(expect.arrayContaining([hashOf('bao cao.pdf')]));
    expect(world.app.store.count('submissions')).toBe(3);
    expect(await checkData(world.dir)).toEqual([]);
  });

  it('are counted by calendar months', () => {
    expect(new Date(monthsBefore(Date.parse('2026-03-31T12:00:00+07:00'), 1)).toISOString()).toBe(
      '2026-02-28T05:00:00.000Z',
    );
  });
});

describe('closed plans', () => {
  it('stay for good unless the office says otherwise, and open ones always', async () => {
    await begin({});
    await closeFirst();
    await world.restart();
    await world.moveTo('2028-06-15T09:00:00+07:00');

    expect(counts()).toMatchObject({ plans: 2, submissions: 3 });
  });

  it('leave nothing but their archive when their time has come, and the chain of receipts still holds', async () => {
    await begin({ KEEP_CLOSED_PLANS_MONTHS: '6' });
    await closeFirst();
    const [own, both] = [hashOf('bao cao.pdf'), hashOf('chung.pdf')];
    const archive = [...world.app.store.all('plans')][0]?.archive?.sha256 ?? '';
    await world.restart();
    await world.moveTo('2026-12-15T08:00:00+07:00');
    expect(counts()).toMatchObject({ plans: 2, submissions: 3 });
    // The forwarded file stands in messages as long as those are kept.
    await world.moveTo('2026-12-16T09:30:00+07:00');

    expect(counts()).toEqual({ plans: 1, tasks: 1, rounds: 1, assignments: 1, submissions: 1 });
    const vault = await world.app.vault.list();
    expect(vault).toEqual(expect.arrayContaining([both, archive]));
    expect(await checkData(world.dir)).toEqual([]);
    expect(world.app.store.get('settings', 'archived-seals/x')).toBeUndefined();
    const seals = [...world.app.store.all('settings')].find(({ id }) => id.startsWith('archived-seals/'));
    expect(seals?.value).toHaveLength(2);
    expect([...world.app.store.all('audit')].map(({ act }) => act)).toContain('remove-plan');

    // What is left can be had, and holds.
    const said = await world.say(hoa, '/kehoach K1');
    expect(textOf(said)).toContain('đã được chuyển vào hồ sơ lưu trữ');
    const [link = ''] = linksIn(textOf(await world.press(hoa, button(said, 'Hồ sơ lưu trữ'))));
    const path = await world.app.vault.pathOf(archive);
    expect((await fetch(link)).status).toBe(200);
    expect(await verifyArchive(path)).toMatchObject({ findings: [], receipts: 2, sha256: archive });
    expect(textOf(await world.say(ha, '/kehoach K1 luutru'))).not.toContain('http');
    // The next receipts go on where the chain stands; a year later nothing names the removed file any more.
    await world.sendFile(ha, report.subarray(1), 'tiep.pdf', '/nop V2');
    await world.moveTo('2027-06-20T09:30:00+07:00');
    expect(await checkData(world.dir)).toEqual([]);
    expect(await world.app.vault.list()).not.toContain(own);
    expect(await world.app.vault.list()).toEqual(expect.arrayContaining([both, archive]));
  });

  it('are kept, and the clerks told, while their archive does not verify', async () => {
    await begin({ KEEP_CLOSED_PLANS_MONTHS: '6' });
    await closeFirst();
    const archive = [...world.app.store.all('plans')][0]?.archive?.sha256 ?? '';
    const path = await world.app.vault.pathOf(archive);
    const bytes = await readFile(path);
    const at = Math.floor(bytes.length / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await rm(path);
    await writeFile(path, bytes);
    await world.restart();
    await world.moveTo('2027-01-15T09:00:00+07:00');

    expect(counts()).toMatchObject({ plans: 2, submissions: 3 });
    const told = world.inboxOf(hoa.id).filter(({ heading }) => heading === 'Chưa lập được hồ sơ lưu trữ K1');
    expect(told).toHaveLength(1);
  });

  it('are not removed by a crash between closing and archiving, nor without an archive at all', async () => {
    await begin({ KEEP_CLOSED_PLANS_MONTHS: '1' });
    await world.say(hoa, '/kehoach K1 dong ngay');
    await world.app.vault.remove(hashOf('bao cao.pdf'));
    await world.restart();
    await world.moveTo('2027-06-15T09:00:00+07:00');

    expect(counts()).toMatchObject({ plans: 2, submissions: 3 });
  });
});

function timeOf(row: { receivedAt: string } | { createdAt: string }): string {
  return 'receivedAt' in row ? row.receivedAt : row.createdAt;
}
