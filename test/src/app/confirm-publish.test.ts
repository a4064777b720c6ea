import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hoa, worldOfHoa } from '../../fakes/clerk.js';
import { button, deadline, draftIn, textOf } from '../../fakes/drafts.js';
import { task, type World } from '../../fakes/world.js';

const sample = [
  'ỦY BAN NHÂN DÂN\nTỈNH LAM GIANG\n\nSố: 12/KH-UBND\nLam Giang, ngày 01 tháng 6 năm 2026\n\nKẾ HOẠCH\nKiểm tra công tác y tế cơ sở năm 2026',
  'I. MỤC ĐÍCH\nNắm tình hình hoạt động của trạm y tế các xã, phường; kịp thời tháo gỡ khó khăn về nhân lực, thuốc và trang thiết bị trước mùa mưa bão năm nay. Việc kiểm tra bảo đảm thiết thực, không gây phiền hà cho cơ sở, có kết luận rõ ràng và kiến nghị cụ thể với cấp có thẩm quyền.',
  'II. PHÂN CÔNG THỰC HIỆN\n1. Sở Y tế xây dựng báo cáo kết quả kiểm tra, gửi Sở Tài chính trước ngày 26/6/2026.\n2. Sở Giáo dục và Đào tạo rà soát y tế trường học, hoàn thành trước ngày 15/7/2026.',
].join('\n\n');

describe('/kehoach: publishing and coming in', () => {
  let world: World;

  beforeEach(async () => {
    world = await worldOfHoa('2026-06-15T09:00:00+07:00');
  });
  afterEach(() => world.close());

  it('says beforehand how many units are told, when reminders begin, who cannot be reached and what is doubtful', async () => {
    await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    await draftIn(world, [
      task('xây dựng báo cáo', ['Sở Y tế', 'Sở Tài chính'], '2026-06-30', { recipients: [] }),
      task('rà soát', ['Sở Y tế'], '2026-06-10', { recipients: [], doubts: ['deadline-uncertain'] }),
    ]);

    const preview = textOf(await world.say(hoa, '/kehoach D1 banhanh'));

    expect(preview).toContain('giao 2 đơn vị, 3 việc');
    // Ten working days before 30/6, since it is a report.
    expect(preview).toContain('Nhắc đầu tiên lúc 08 giờ 00, thứ Ba, 16/06/2026');
    expect(preview).toContain('1 việc đã quá hạn ngay khi ban hành');
    expect(preview).toContain('1 đơn vị chưa có ai liên kết: Sở Tài chính');
    expect(preview).toContain('Còn 1 việc cần xem. Vẫn ban hành?');
    expect([...world.app.store.all('plans')]).toEqual([]);
    expect([...world.app.store.all('assignments')]).toEqual([]);
  });

  it('publishes on the second tap, once, and tells each officer and group once', async () => {
    await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    const group = { id: 'g1', title: 'Nhóm Sở Y tế' };
    const code = /\/lienket ([A-Z0-9-]+)/.exec(textOf(await world.say(hoa, '/nhom Sở Y tế')))?.[1] ?? '';
    await world.say({ id: 'ha', name: 'Lê Thu Hà' }, `/lienket ${code}`, group);
    await draftIn(world, [
      task('xây dựng báo cáo', ['Sở Y tế'], '2026-06-30', { recipients: [] }),
      task('rà soát', ['Sở Y tế'], '2026-07-10', { recipients: [] }),
    ]);
    const press = button(await world.say(hoa, '/kehoach D1 banhanh'), 'Ban hành');
    const before = world.inboxOf('ha').length;

    const done = textOf(await world.press(hoa, press));
    const again = textOf(await world.press(hoa, press));

    expect(done).toContain('Đã ban hành kế hoạch K1');
    expect(done).toContain('Đã báo cho đơn vị qua 02 cuộc trò chuyện');
    expect(again).toContain('nay ở kế hoạch K1');
    expect([...world.app.store.all('plans')]).toHaveLength(1);
    const told = world.inboxOf('ha').slice(before);
    expect(told.map(({ heading }) => heading)).toEqual(['Kế hoạch mới giao đơn vị 02 việc']);
    expect(told[0]?.text).toContain('Kính gửi Sở Y tế: kế hoạch 62/KH-UBND');
    expect(told[0]?.text).toContain('hạn hết thứ Ba, 30/06/2026');
    expect(world.inboxOf('g1').filter(({ heading }) => heading?.startsWith('Kế hoạch mới'))).toHaveLength(1);
    await world.moveTo('2026-06-16T09:00:00+07:00');
    expect(world.inboxOf('ha').filter(({ heading }) => heading?.startsWith('Kế hoạch mới'))).toHaveLength(1);
  });

  it('waits for the hours of sending before it tells the units, also over a restart', async () => {
    await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    await draftIn(world, [task('xây dựng báo cáo', ['Sở Y tế'], '2026-07-30', { recipients: [] })]);
    await world.moveTo('2026-06-20T10:00:00+07:00'); // a Saturday

    const done = textOf(await world.say(hoa, '/kehoach D1 banhanh ngay'));
    const toldAt = (): number =>
      world.inboxOf('ha').filter(({ heading }) => heading?.startsWith('Kế hoạch mới')).length;

    expect(done).toContain('Các đơn vị được báo lúc 08 giờ 00, thứ Hai, 22/06/2026');
    expect(toldAt()).toBe(0);
    await world.restart();
    await world.moveTo('2026-06-22T08:01:00+07:00');
    expect(toldAt()).toBe(1);
    await world.moveTo('2026-06-23T08:01:00+07:00');
    expect(toldAt()).toBe(1);
  });

  it('ends a monthly task with the plan when nothing else was said, and says so beforehand', async () => {
    const monthly = (key: string, by: string) =>
      task(key, [by], null, {
        key,
        recipients: [],
        deadlines: [
          deadline('trước ngày 25 hằng tháng', { kind: 'recurring', rrule: 'FREQ=MONTHLY;BYMONTHDAY=25' }),
        ],
        doubts: ['recurrence-open'],
      });
    await draftIn(world, [monthly('a', 'Sở Y tế'), monthly('b', 'Sở Tài chính')], {
      period: { from: '2026-01-01', to: '2026-12-31' },
    });
    // What a person settled stays as the person settled it.
    const asked = await world.say(hoa, '/kehoach D1 2 hoi recurrence-open');
    await world.press(hoa, button(asked, 'Không kết thúc'));

    const preview = textOf(await world.say(hoa, '/kehoach D1 banhanh'));
    expect(preview).toContain('1 nhiệm vụ định kỳ không nêu ngày kết thúc');
    expect(preview).toContain('(31/12/2026)');
    await world.say(hoa, '/kehoach D1 banhanh ngay');

    const rules = [...world.app.store.all('tasks')].map((one) => [one.action, one.deadlines[0]?.rrule]);
    expect(rules).toEqual([
      ['a', 'FREQ=MONTHLY;BYMONTHDAY=25;UNTIL=20261225'],
      ['b', 'FREQ=MONTHLY;BYMONTHDAY=25'],
    ]);
    await world.moveTo('2027-02-01T09:00:00+07:00');
    const ended = [...world.app.store.all('tasks')].find((one) => one.key === 'a')?.id;
    const rounds = [...world.app.store.all('rounds')].filter((one) => one.taskId === ended);
    expect(rounds.map((one) => one.dueOn ?? '').toSorted()).toEqual(
      ['06', '07', '08', '09', '10', '11', '12'].map((month) => `2026-${month}-25`),
    );
  });

  it('asks no body to report to itself when it only belongs to the many that report', async () => {
    const units = [...world.app.store.all('units')].filter(({ kind }) => kind === 'sở');
    await draftIn(world, [
      task('báo cáo kết quả', ['các sở, ngành'], '2026-06-30', { recipients: ['Sở Y tế'] }),
      task('tự đánh giá', ['Sở Y tế'], '2026-06-30', { recipients: ['Sở Y tế'] }),
    ]);
    await world.say(hoa, '/kehoach D1 banhanh ngay');

    const unitNamed = (name: string): string | undefined => units.find((unit) => unit.name === name)?.id;
    const health = unitNamed('Sở Y tế');
    const [many, own] = [...world.app.store.all('tasks')];
    expect(units.length).toBeGreaterThan(2);
    expect(many?.leadUnitIds).not.toContain(health);
    expect(many?.leadUnitIds).toContain(unitNamed('Sở Tài chính'));
    expect(own?.leadUnitIds).toEqual([health]);
  });

  it('shows the preview again when the draft changed after the button was shown', async () => {
    await draftIn(world, [task('xây dựng báo cáo', ['Sở Y tế'], '2026-06-30', { recipients: [] })]);
    const press = button(await world.say(hoa, '/kehoach D1 banhanh'), 'Ban hành');
    await world.say(hoa, '/kehoach D1 1 hạn 15/7/2026');

    const answer = textOf(await world.press(hoa, press));

    expect(answer).toContain('Dự thảo đã thay đổi');
    expect(answer).toContain('Ban hành và báo cho các đơn vị?');
    expect([...world.app.store.all('plans')]).toEqual([]);
  });

  it('publishes a task whose doer shows only later without inventing a unit', async () => {
    await draftIn(world, [
      task('viết báo cáo điển hình', ['các mô hình được lựa chọn'], '2026-06-30', {
        recipients: [],
        doubts: ['lead-late-bound'],
      }),
    ]);
    const before = world.app.store.count('units');

    await world.say(hoa, '/kehoach D1 banhanh ngay');

    expect(world.app.store.count('units')).toBe(before);
    expect([...world.app.store.all('assignments')]).toEqual([]);
  });

  it('recognises the same document sent again: the draft that is open, then the plan', async () => {
    const first = await world.sendFile(hoa, Buffer.from(sample), 'ke hoach.txt');
    expect(textOf(first)).toContain('Dự thảo nhập D1');
    const again = await world.sendFile(hoa, Buffer.from(sample), 'ke hoach (1).txt');
    expect(textOf(again)).toContain('đang có dự thảo D1');
    const other = await world.sendFile(hoa, Buffer.from(`${sample}\n`), 'ban khac.txt');
    expect(textOf(other)).toContain('đang có dự thảo D1');
    expect(world.app.store.count('drafts')).toBe(1);

    // Corrected by hand before publishing, the very same file is still known.
    await world.say(hoa, '/kehoach D1 số 21/KH-UBND');
    await world.say(hoa, '/kehoach D1 banhanh ngay');
    expect(textOf(await world.sendFile(hoa, Buffer.from(sample), 'x.txt'))).toContain(
      'đã được nhập trước đây (K1)',
    );
    expect(world.app.store.count('drafts')).toBe(1);
  });

  it('takes a plan pasted in several messages, and reads it when told that this was all', async () => {
    await world.say(hoa, '/kehoach');
    expect(textOf(await world.say(hoa, 'kế hoạch kiểm tra'))).toContain('dán nội dung văn bản');
    const half = sample.indexOf('II. PHÂN');
    const one = await world.say(hoa, sample.slice(0, half));
    expect(textOf(one)).toContain('Đã nhận phần 1');
    await world.say(hoa, sample.slice(half));

    const draft = textOf(await world.say(hoa, 'xong'));

    expect(draft).toContain('12/KH-UBND ngày 01/06/2026');
    expect(draft).toContain('2 nhiệm vụ');
    expect(textOf(await world.say(hoa, '/kehoach xong'))).toContain('Chưa có văn bản nào được dán');
  });

  it('refuses a pasted text with a mark of secrecy and keeps no file of it', async () => {
    await world.say(hoa, '/kehoach');
    await world.say(hoa, `TỐI MẬT\n${sample}`);
    const before = await world.app.vault.list();

    expect(textOf(await world.press(hoa, '/kehoach xong'))).toContain('dấu chỉ độ mật');
    expect(await world.app.vault.list()).toEqual(before);
    expect(world.app.store.count('drafts')).toBe(0);
    expect([...world.app.store.all('dialogues')].filter(({ step }) => step === 'paste')).toEqual([]);
    expect(JSON.stringify([...world.app.store.all('inbox')])).not.toContain('trạm y tế');
  });

  it('asks a clerk who also acts for a unit what a file is, whatever kind it is', async () => {
    const code = /\b([A-Z0-9]{4}(?:-[A-Z0-9]{4}){3})\b/.exec(
      textOf(await world.say(hoa, '/donvi Sở Y tế ma')),
    )?.[1];
    await world.say(hoa, `/start ${code}`);

    const asked = await world.sendFile(hoa, Buffer.from(sample), 'Ke hoach 12.txt');
    expect(textOf(asked)).toContain('là kế hoạch cần nhập hay báo cáo của đơn vị?');
    expect(textOf(await world.press(hoa, button(asked, 'Kế hoạch')))).toContain('Dự thảo nhập D1');
  });
});
