import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRefresh } from '../../../src/app/remind.js';
import { verifyArchive } from '../../../src/exports/verify-archive.js';
import type { Plan } from '../../../src/domain/plan.js';
import { hoa, worldOfHoa } from '../../fakes/clerk.js';
import { button, linksIn, textOf } from '../../fakes/taken-out.js';
import { task, type Talker, type World } from '../../fakes/world.js';
import { unzip } from '../../fakes/zip.js';

const report = Buffer.from('%PDF-1.4\nbáo cáo\n%%EOF');
const closedSentence = /Kế hoạch \S+ đã đóng|Kế hoạch này đã đóng/;

describe('/kehoach K1 dong', () => {
  let world: World;
  let ha: Talker;
  let minh: Talker;
  const group = { id: 'g1', title: 'Nhóm Sở Y tế' };

  beforeEach(async () => {
    world = await worldOfHoa('2026-06-15T09:00:00+07:00');
    await world.app.store.transaction((tx) => {
      const [person] = tx.all('persons');
      if (person)
        tx.put('persons', { ...person, grants: [...person.grants, { role: 'clerk', unitId: null }] });
    });
    ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    minh = await world.link('minh', 'Nguyễn Văn Minh', 'consolidator', 'Sở Tài chính');
    const code = /\/lienket ([A-Z0-9-]+)/.exec(textOf(await world.say(hoa, '/nhom Sở Y tế')))?.[1] ?? '';
    await world.say(ha, `/lienket ${code}`, group);
    await world.publish(
      [
        task('báo cáo tổng kết', ['Sở Y tế', 'Sở Giáo dục và Đào tạo'], '2026-06-22'),
        task('gửi số liệu', ['Sở Y tế'], '2026-06-30'),
      ],
      { number: '62/KH-UBND' },
    );
    await world.sendFile(ha, report, 'bao cao.pdf', '/nop V1');
  });
  afterEach(() => world.close());

  const planIn = (): Readonly<Plan> => {
    const [plan] = world.app.store.all('plans');
    if (!plan) throw new Error('no plan');
    return plan;
  };
  async function closeIt(): Promise<void> {
    await world.press(hoa, button(await world.say(hoa, '/kehoach K1 dong'), 'đóng'));
  }
  const headings = (id: string): (string | undefined)[] => world.inboxOf(id).map(({ heading }) => heading);
  const told = 'Kế hoạch đã kết thúc theo dõi';

  it('shows first what is still open, and closes nothing before it is confirmed as shown', async () => {
    const asked = await world.say(hoa, '/kehoach K1 dong');

    expect(asked[0]?.text).toContain('Còn 02 việc chưa nộp, 01 báo cáo chờ tiếp nhận');
    expect(asked[0]?.text).toContain('- Sở Giáo dục và Đào tạo: Báo cáo tổng kết (V2)');
    expect(planIn().status).toBe('active');
    // A report comes in while the question stands: it is asked again, with what there is now.
    await world.sendFile(ha, report, 'so lieu.pdf', '/nop V3');
    const again = await world.press(hoa, button(asked, 'đóng'));
    expect(textOf(again)).toContain('đã thay đổi sau khi hiện nút này');
    expect(textOf(again)).toContain('Còn 01 việc chưa nộp, 02 báo cáo chờ tiếp nhận');
    expect(planIn().status).toBe('active');

    const done = await world.press(hoa, button(again, 'đóng'));
    expect(done[0]?.heading).toBe('Đã đóng kế hoạch K1');
    expect(planIn()).toMatchObject({ status: 'closed', closedAt: '2026-06-15T02:00:00.000Z' });
    expect(textOf(await world.press(hoa, button(again, 'đóng')))).toContain('Kế hoạch K1 đã đóng');
  });

  it('is for those who keep plans alone', async () => {
    for (const who of [ha, minh, { id: 'la', name: 'Người lạ' }]) {
      await world.say(who, '/kehoach K1 dong ngay');
      await world.say(who, '/kehoach K1 molai');
      expect(planIn().status).toBe('active');
    }
  });

  it('tells officers, groups and collectors once, whatever happens afterwards', async () => {
    await closeIt();
    await world.moveTo('2026-06-16T09:00:00+07:00');
    await world.restart();
    await world.moveTo('2026-06-17T09:00:00+07:00');

    for (const id of [ha.id, group.id, minh.id])
      expect(headings(id).filter((heading) => heading === told)).toHaveLength(1);
    expect(headings(hoa.id)).not.toContain(told);
  });

  it('waits for the morning, and tells nobody of what was undone over night', async () => {
    await world.moveTo('2026-06-15T20:00:00+07:00');
    await world.say(hoa, '/kehoach K1 dong ngay');
    expect(headings(ha.id)).not.toContain(told);
    await world.say(hoa, '/kehoach K1 molai');
    await world.moveTo('2026-06-16T08:30:00+07:00');
    expect(headings(ha.id)).not.toContain(told);
    expect(headings(ha.id)).not.toContain('Kế hoạch được mở lại');

    await world.moveTo('2026-06-16T20:00:00+07:00');
    await world.say(hoa, '/kehoach K1 dong ngay');
    await world.moveTo('2026-06-17T08:30:00+07:00');
    await world.moveTo('2026-06-17T08:40:00+07:00');
    expect(headings(ha.id).filter((heading) => heading === told)).toHaveLength(1);
  });

  it('stops reminders, also one that waits to be sent, and goes on with them when it is opened again', async () => {
    // Five working days before V3 is due it is reminded of.
    await world.moveTo('2026-06-23T08:00:30+07:00');
    const row = [...world.app.store.all('outbox')].findLast(({ kind }) => kind === 'reminder');
    const refresh = createRefresh(world.app.store, world.clock, world.app.rules);
    if (!row) throw new Error('no reminder');
    expect(refresh(row)).not.toBeNull();
    await closeIt();
    expect(refresh(row)).toBeNull();
    await world.moveTo('2026-06-24T09:00:00+07:00');
    const reminded = world.inboxOf(ha.id).filter(({ text }) => text.includes('V3'));
    const before = reminded.length;
    await world.moveTo('2026-07-02T09:00:00+07:00');

    expect(world.inboxOf(ha.id).filter(({ text }) => text.includes('V3'))).toHaveLength(before);
    expect(textOf(await world.say(ha, '/viec'))).not.toContain('V3');
    await world.say(hoa, '/kehoach K1 molai');
    expect(textOf(await world.say(ha, '/viec'))).toContain('V3');
    await world.moveTo('2026-07-03T09:00:00+07:00');
    expect(world.inboxOf(ha.id).filter(({ text }) => text.includes('V3')).length).toBeGreaterThan(before);
  });

  it('takes nothing more, and says what to do: reports, requests, decisions', async () => {
    const nam = await world.link('nam', 'Đỗ Văn Nam', 'officer', 'Sở Giáo dục và Đào tạo');
    await world.say(ha, '/giahan V3 10/7/2026 chờ số liệu');
    await world.publish([task('báo cáo khác', ['Sở Y tế'], '2026-06-29')], { number: '63/KH-UBND' });
    await closeIt();
    const receipt = [...world.app.store.all('submissions')][0]?.receiptCode ?? '';

    for (const said of [
      await world.sendFile(ha, report, 'muon.pdf', '/nop V3'),
      await world.sendFile(ha, report, 'lai.pdf', '/nop V1'),
      await world.say(ha, '/nop V3'),
      await world.say(ha, '/khongphatsinh V3'),
      await world.say(ha, '/xong V3 đã họp'),
      await world.say(nam, '/giahan V2 10/7/2026 chờ số liệu'),
      await world.say(minh, `/duyet ${receipt} nhan`),
      await world.say(minh, '/duyet GH1 dongy'),
    ])
      expect(textOf(said)).toMatch(closedSentence);
    const [full] = await world.say(ha, '/viec V3');
    expect(full?.text).toContain('Kế hoạch đã đóng, không nhận thêm báo cáo');
    expect((full?.choices ?? []).map(({ command }) => command)).not.toContain('/nop V3');
    // What was handed in cannot be taken out of it either, not even into a plan that is open.
    await world.say(ha, `/nop chuyen ${receipt} V4`);
    expect(world.app.store.count('submissions')).toBe(1);
    expect(world.app.store.count('reviews')).toBe(0);

    const again = await world.say(hoa, '/kehoach K1 molai');
    expect(textOf(again)).toContain('Đã mở lại kế hoạch K1');
    expect(textOf(await world.sendFile(ha, report, 'muon.pdf', '/nop V3'))).toContain('Đã nhận');
  });

  it('keeps what was handed in within reach of those it belongs to', async () => {
    const [before = ''] = linksIn(textOf(await world.say(ha, '/viec V1 tep')));
    await closeIt();

    expect((await fetch(before)).status).toBe(200);
    expect(linksIn(textOf(await world.say(ha, '/viec V1 tep')))).toHaveLength(1);
    const [bundle = ''] = linksIn(textOf(await world.say(minh, '/tonghop K1 zip')));
    expect((await fetch(bundle)).status).toBe(200);
    expect(textOf(await world.say(minh, '/tonghop'))).not.toContain('62/KH-UBND');
    // Taking out of a closed plan is looking: nothing of it changes any more.
    expect(world.app.store.count('collections')).toBe(0);
  });

  it('makes an archive that verifies, tells whoever closed it, and gives it to nobody else', async () => {
    await closeIt();
    await world.moveTo('2026-06-15T09:01:00+07:00');
    const said = world.inboxOf(hoa.id).at(-1);
    const [link = ''] = linksIn(said?.text ?? '');
    const { archive } = planIn();

    expect(said?.heading).toBe('Hồ sơ lưu trữ K1');
    expect(said?.text).toContain(archive?.sha256);
    const bytes = new Uint8Array(await (await fetch(link)).arrayBuffer());
    const file = join(world.dir, 'ho-so.zip');
    await writeFile(file, bytes);
    expect(await verifyArchive(file)).toMatchObject({
      findings: [],
      label: '62/KH-UBND',
      receipts: 1,
      sha256: archive?.sha256,
    });
    const content = await unzip(bytes);
    expect([...content.keys()]).toEqual([
      'muc-luc.json',
      'SHA256SUMS.txt',
      'bang-theo-doi.xlsx',
      'ho-so.json',
      'bao-cao/So-Y-te/62-KH-UBND_V1_So-Y-te_20260615_v1.pdf',
    ]);
    const kept = JSON.parse(content.get('ho-so.json')?.toString() ?? '') as {
      records: Record<string, { act?: string; name?: string }[]>;
    };
    expect(Object.keys(kept.records)).toEqual(
      expect.arrayContaining(['plans', 'tasks', 'rounds', 'assignments', 'submissions', 'reviews', 'notes']),
    );
    expect(kept.records['audit']?.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['hand-in', 'close-plan']),
    );
    expect(kept.records['persons']?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Lê Thu Hà', hoa.name]),
    );
    for (const who of [ha, { id: 'la', name: 'Người lạ' }])
      expect(linksIn(textOf(await world.say(who, '/kehoach K1 luutru')))).toEqual([]);
    expect(linksIn(textOf(await world.say(hoa, '/kehoach K1 luutru')))).toHaveLength(1);
  });

  it('makes a new archive when it is closed again, and forgets the old one', async () => {
    await closeIt();
    await world.moveTo('2026-06-15T09:01:00+07:00');
    const first = planIn().archive?.sha256;
    await world.say(hoa, '/kehoach K1 molai');
    await world.sendFile(ha, report, 'so lieu.pdf', '/nop V3');
    // What was put within the hour is left alone; a restart has nothing in hand.
    await world.restart();
    await world.moveTo('2026-06-16T09:00:00+07:00');
    await closeIt();
    expect(textOf(await world.say(hoa, '/kehoach K1 luutru'))).toContain('đang được lập');
    await world.moveTo('2026-06-16T09:01:00+07:00');

    const second = planIn().archive?.sha256;
    expect(second).not.toBe(first);
    expect(await world.app.vault.list()).toContain(second);
    expect(await world.app.vault.list()).not.toContain(first);
  });

  it('says once that an archive cannot be made while a file is missing, and keeps everything', async () => {
    const sha256 = [...world.app.store.all('submissions')][0]?.files[0]?.sha256 ?? '';
    await world.app.vault.remove(sha256);
    await closeIt();
    await world.moveTo('2026-06-15T09:01:00+07:00');
    await world.moveTo('2026-06-16T09:01:00+07:00');

    const failed = world
      .inboxOf(hoa.id)
      .filter(({ heading }) => heading === 'Chưa lập được hồ sơ lưu trữ K1');
    expect(failed.map(({ text }) => text)).toEqual([expect.stringContaining('thiếu 1 tệp trong kho')]);
    expect(planIn().archive).toBeUndefined();
    expect(world.app.store.count('submissions')).toBe(1);
  });
});
