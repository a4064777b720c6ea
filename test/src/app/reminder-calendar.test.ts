import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDeadline } from '../../../src/domain/deadline/index.js';
import type { OutboundMessage } from '../../../src/domain/message.js';
import type { TaskCandidate } from '../../../src/domain/plan.js';
import { hoa, worldOfHoa } from '../../fakes/clerk.js';
import { button, deadline, draftIn, textOf } from '../../fakes/drafts.js';
import { task, type World } from '../../fakes/world.js';

/** A task with the deadline a phrase means. */
function owed(action: string, lead: string[], phrase: string): TaskCandidate {
  const read = readDeadline(phrase, { issuedOn: '2026-06-01', beforeMeans: 'strict' });
  return task(action, lead, null, { recipients: [], deadlines: read ? [read] : [] });
}

const both = ['Sở Y tế', 'Sở Tài chính'];

describe('the calendar of reminders in a chat', () => {
  let world: World;

  beforeEach(async () => {
    world = await worldOfHoa('2026-06-15T09:00:00+07:00');
  });
  afterEach(() => world.close());

  /** The bytes of the picture of the last message that has one. */
  async function pictureOf(messages: readonly OutboundMessage[]): Promise<Buffer> {
    const file = messages.findLast(({ picture }) => picture)?.picture;
    if (!file) throw new Error('no picture');
    expect(file.mime).toBe('image/png');
    return Buffer.from(await world.app.vault.read(file.sha256));
  }

  it('shows what publishing a draft would send, with a picture, and changes nothing', async () => {
    await draftIn(world, [
      task('xây dựng báo cáo tổng kết', both, '2026-06-24', { recipients: [] }),
      task('rà soát', ['Sở Y tế'], '2026-07-31', { recipients: [], deliverable: null }),
      task('tuyên truyền', ['Sở Y tế'], null, { recipients: [] }),
    ]);

    const shown = await world.press(hoa, button(await world.say(hoa, '/kehoach D1'), 'Lịch nhắc'));

    const text = textOf(shown);
    expect(text).toContain('Lịch nhắc việc dự kiến: dự thảo D1');
    expect(text).toContain('Nếu ban hành lúc này');
    expect(text).toContain('Từ 15/06/2026 đến 31/08/2026: nhắc trong 13 ngày, 02 đơn vị, 02 nhiệm vụ.');
    expect(text).toContain('- Thứ Tư 24/06: 02 đơn vị. Ngày cuối: xây dựng báo cáo tổng kết.');
    expect(text).toContain('- Thứ Năm 25/06: 02 đơn vị. Quá hạn 1 ngày làm việc, nếu chưa nộp');
    expect(text).toContain('01 nhiệm vụ chưa có ngày nên chưa được nhắc.');
    expect((await pictureOf(shown)).subarray(1, 4).toString()).toBe('PNG');
    for (const table of ['plans', 'tasks', 'rounds', 'assignments', 'reminders'] as const)
      expect(world.app.store.count(table)).toBe(0);
    expect(textOf(await world.say(hoa, '/kehoach D1 banhanh'))).toContain('Ban hành dự thảo D1');
    expect(button(await world.say(hoa, '/kehoach D1 banhanh'), 'Xem lịch nhắc')).toBe('/kehoach D1 lich');
  });

  it('says of every day what is then really sent to whom, in the draft as in the plan it becomes', async () => {
    await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    await draftIn(world, [
      task('xây dựng báo cáo tổng kết', both, '2026-06-24', { recipients: [] }),
      owed('báo cáo kết quả định kỳ', ['Sở Y tế'], 'trước ngày 25 hằng tháng'),
      owed('tổ chức hội thảo', ['Sở Tài chính'], 'trong tháng 8, 9/2026'),
    ]);
    const forecast = new Map<string, string[]>();
    for (const day of ['17/6', '19/6', '24/6', '3/7', '24/7', '3/8', '10/8', '12/11'])
      forecast.set(day, unitLines(textOf(await world.say(hoa, `/kehoach D1 lich ${day}`))));
    await world.press(hoa, button(await world.say(hoa, '/kehoach D1 banhanh'), 'Ban hành'));
    const inForce = unitLines(textOf(await world.say(hoa, '/nhacviec K1 lich 24/6')));

    await world.moveTo('2026-11-20T18:00:00+07:00');

    const sent = new Map<string, string[]>();
    for (const { at, assignmentId, step } of world.app.store.all('reminders')) {
      const local = new Date(Date.parse(at) + 7 * 3_600_000);
      const day = `${local.getUTCDate()}/${local.getUTCMonth() + 1}`;
      const assignment = world.app.store.get('assignments', assignmentId);
      const unit = world.app.store.get('units', assignment?.unitId ?? '')?.name ?? '';
      sent.set(day, [...(sent.get(day) ?? []), `${unit} ${step}`]);
    }
    for (const [day, lines] of forecast) {
      const units = [...new Set((sent.get(day) ?? []).map((line) => line.replace(/ \S+$/, '')))].sort();
      expect(lines, day).toEqual(units);
    }
    expect(forecast.get('24/6')).toEqual(['Sở Tài chính', 'Sở Y tế']);
    expect(inForce).toEqual(forecast.get('24/6'));
  });

  it('leaves out whoever has handed in, and keeps to the plan asked for', async () => {
    const ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    await world.publish([task('báo cáo tổng kết', both, '2026-06-24', { recipients: [] })]);
    await world.publish([
      task('báo cáo mô hình', ['Sở Giáo dục và Đào tạo'], '2026-06-24', { recipients: [] }),
    ]);
    await world.sendFile(ha, Buffer.from('%PDF-1.4 bao cao'), 'bao-cao.pdf', 'V1');

    const one = textOf(await world.say(hoa, '/nhacviec K1 lịch 24/6/2026'));
    const all = await world.say(hoa, '/nhacviec lich');

    expect(unitLines(one)).toEqual(['Sở Tài chính']);
    expect(one).not.toContain('mô hình');
    expect(textOf(all)).toContain('các kế hoạch đang thực hiện');
    expect(textOf(all)).toContain('- Thứ Tư 24/06: 02 đơn vị, 02 nhiệm vụ.');
    expect((await pictureOf(all)).length).toBeGreaterThan(10_000);
  });

  it('shows six months and goes on by a button; a recurring task never ends the calendar', async () => {
    await draftIn(world, [
      owed('báo cáo kết quả định kỳ', ['Sở Y tế'], 'trước ngày 25 hằng tháng'),
      task('tổng kết', ['Sở Y tế'], '2027-10-29', { recipients: [], deliverable: null }),
    ]);

    const shown = await world.say(hoa, '/kehoach D1 lich');
    const next = await world.press(hoa, button(shown, 'Các tháng tiếp theo'));

    expect(textOf(shown)).toContain('Từ 15/06/2026 đến 30/11/2026');
    expect(textOf(shown)).toContain(
      'Sau ngày 30/11/2026 còn một ngày đến hạn (29/10/2027); 01 nhiệm vụ định kỳ tiếp tục. Lần gần nhất: tháng 12/2026.',
    );
    expect(textOf(next)).toContain('Từ 01/12/2026 đến 31/05/2027');
    expect(textOf(next)).toContain('Ngày cuối: báo cáo kết quả định kỳ');
    expect(textOf(await world.say(hoa, '/kehoach D1 lich 10/2027'))).toContain('Từ 01/10/2027');
    expect(textOf(await world.say(hoa, '/kehoach D1 lich 26/10/2027'))).toContain(
      'Còn 3 ngày làm việc (hạn 29/10/2027), 01 đơn vị: Tổng kết',
    );
  });

  it('reaches years further ahead than rounds are made when a plan is published', async () => {
    await draftIn(world, [owed('báo cáo kết quả định kỳ', ['Sở Y tế'], 'trước ngày 05 hằng tháng')]);

    const shown = textOf(await world.say(hoa, '/kehoach D1 lich 22/5/2028'));

    // Ten working days before Sunday 04/6/2028.
    expect(shown).toContain('Nhắc việc thứ Hai, 22/05/2028: 01 đơn vị');
    expect(shown).toContain('Còn 10 ngày làm việc (hạn 04/06/2028)');
  });

  it('begins with the first month in which something happens, and names those between without', async () => {
    await world.publish([
      task('tổng kết', ['Sở Y tế'], '2027-10-29', { recipients: [], deliverable: null }),
      task('kiểm tra', ['Sở Y tế'], '2028-01-14', { recipients: [], deliverable: null }),
    ]);

    const shown = textOf(await world.say(hoa, '/nhacviec K1 lich'));

    expect(shown).toContain('Từ 01/10/2027 đến 31/01/2028');
    expect(shown).toContain('Tháng 12/2027 không có lần nhắc nào.');
    expect(shown).toContain('Chưa có thông báo ngày nghỉ năm 2027, 2028');
  });

  it('shows an amendment as the plan would be after it', async () => {
    await world.publish([task('báo cáo tổng kết mười năm', ['Sở Y tế'], '2026-06-24', { recipients: [] })], {
      number: '62/KH-UBND',
    });
    const moved = deadline('chậm nhất ngày 08/7/2026', {
      kind: 'date',
      statedOn: '2026-07-08',
      dueOn: '2026-07-08',
    });
    await draftIn(
      world,
      [task('báo cáo tổng kết mười năm', ['Sở Y tế'], null, { recipients: [], deadlines: [moved] })],
      { number: '70/KH-UBND', amends: '62/KH-UBND' },
    );

    const shown = textOf(await world.say(hoa, '/kehoach D1 lich'));
    const draft = [...world.app.store.all('drafts')].findLast(({ status }) => status === 'open');
    const amended = textOf(await world.say(hoa, `/kehoach D${draft?.number} lich`));

    expect(shown).not.toContain('Lịch nhắc việc dự kiến');
    expect(amended).toContain('Nếu áp dụng điều chỉnh lúc này, kế hoạch 62/KH-UBND (K1)');
    expect(amended).toContain('Thứ Tư 08/07: 01 đơn vị. Ngày cuối: báo cáo tổng kết mười năm.');
    expect(amended).not.toContain('Thứ Tư 24/06: 01 đơn vị. Ngày cuối');
    expect(world.app.store.count('extensions')).toBe(0);
  });

  it('says in words when nothing will be sent, without a picture, and why', async () => {
    await world.publish([task('tuyên truyền', ['Sở Y tế'], null, { recipients: [] })]);

    const shown = await world.say(hoa, '/nhacviec lich');

    expect(textOf(shown)).toContain('Từ nay không có lần nhắc nào.');
    expect(textOf(shown)).toContain('01 nhiệm vụ chưa có ngày nên chưa được nhắc.');
    expect(shown.every(({ picture }) => picture === undefined)).toBe(true);
  });

  it('answers a plan that does not exist, a day that is none, and a draft that is a plan already', async () => {
    await draftIn(world, [task('báo cáo', ['Sở Y tế'], '2026-06-24', { recipients: [] })]);

    expect(textOf(await world.say(hoa, '/nhacviec K77 lich'))).not.toContain('Lịch nhắc việc dự kiến');
    expect(textOf(await world.say(hoa, '/kehoach D1 lich 31/6'))).toContain('chưa đọc được “31/6”');
    expect(textOf(await world.say(hoa, '/kehoach D1 lich 12/9999'))).toContain('chưa đọc được');
    expect(textOf(await world.say(hoa, '/kehoach D1 lich 28/6'))).toContain(
      'Chủ nhật, 28/06/2026 không có lần nhắc nào',
    );
    await world.press(hoa, button(await world.say(hoa, '/kehoach D1 banhanh'), 'Ban hành'));
    expect(textOf(await world.say(hoa, '/kehoach D1 lich'))).toContain('K1');
    expect(button(await world.say(hoa, '/kehoach K1 lich'), 'Xem lịch nhắc')).toBe('/nhacviec K1 lich');
  });

  it('is for the clerk alone, and not for a group', async () => {
    await world.publish([task('báo cáo tổng kết', both, '2026-06-24')]);
    await draftIn(world, [task('báo cáo khác', ['Sở Y tế'], '2026-06-30', { recipients: [] })], {
      number: '99/KH-UBND',
    });
    const others = [
      await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế'),
      await world.link('minh', 'Nguyễn Văn Minh', 'consolidator', 'Sở Tài chính'),
      await world.link('long', 'Hoàng Đức Long', 'leader'),
      { id: 'stranger', name: 'Người lạ' },
    ];
    for (const who of others)
      for (const typed of [
        '/nhacviec lich',
        '/nhacviec K1 lich',
        '/nhacviec K1 lich 24/6',
        '/kehoach D2 lich',
      ]) {
        const shown = await world.say(who, typed);
        expect(textOf(shown), `${who.id} ${typed}`).not.toMatch(
          /Lịch nhắc việc dự kiến|Nhắc việc thứ|báo cáo/,
        );
        expect(shown.every(({ picture }) => picture === undefined)).toBe(true);
      }

    const inGroup = await world.say(hoa, '/nhacviec lich', { id: 'g1', title: 'Nhóm Sở Y tế' });

    expect(textOf(inGroup)).toContain('cuộc trò chuyện riêng');
    expect(inGroup.every(({ picture }) => picture === undefined)).toBe(true);
  });
});

/** Units named by a message about one day, each once. */
function unitLines(text: string): string[] {
  const lines = text.split('\n').filter((line) => /^(?:Sở|Ủy ban|Ban) .*\.$/.test(line));
  return [...new Set(lines.flatMap((line) => line.slice(0, -1).split(', ')))].sort();
}
