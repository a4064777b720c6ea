/** `/nhacviec`: the office's policy, one plan's, and the reminders that follow from it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { officePolicyId, type PolicyChanges } from '../../../src/domain/policy.js';
import { choiceOf, type Office, openOffice, textOf } from '../../fakes/office.js';

const group = { id: 'nhom-syt', title: 'Nhóm Sở Y tế' };

describe('/nhacviec', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.world.close());

  const clerk = async (typed: string): Promise<string> => textOf(await office.world.say(office.hoa, typed));
  const ofOffice = (): unknown => office.world.app.store.get('settings', officePolicyId)?.value;
  const ofPlan = (number: number): PolicyChanges | undefined =>
    [...office.world.app.store.all('plans')].find((plan) => plan.number === number)?.reminders;

  it('says in words what holds, and what goes out next', async () => {
    const overview = await office.world.say(office.hoa, '/nhacviec');

    expect(textOf(overview)).toContain(
      'Mốc nhắc: trước hạn 10, 5 ngày (việc là báo cáo), 3, 1 ngày; ngày cuối; quá hạn 1, 3, 7 ngày (ngày làm việc).',
    );
    expect(textOf(overview)).toContain('Giờ gửi: 08 giờ 00 đến 17 giờ 00.');
    expect(textOf(overview)).toContain('Thủ trưởng đơn vị: từ quá hạn 1 ngày.');
    expect(textOf(overview)).toContain(
      'Nhóm của kế hoạch: từ trước hạn 3 ngày, chỉ số liệu; nêu tên đơn vị từ quá hạn 7 ngày.',
    );
    expect(textOf(overview)).toContain('Danh sách gửi Văn phòng: từ quá hạn 7 ngày.');
    // V1 and V2 are due Mon 22/6: three working days before is Wed 17/6.
    expect(textOf(overview)).toContain(
      'Lần nhắc kế tiếp: 08 giờ 00, thứ Tư, 17/06/2026, 02 việc (trước hạn 3 ngày).',
    );
    expect(overview[0]?.text.split('\n').length).toBeLessThanOrEqual(12);
  });

  it('changes the steps of one plan, says what comes next, and reminds by them', async () => {
    const { world, ha } = office;
    const answer = await clerk('/nhacviec K1 moc -4 -2bc 0 +2 -4');

    expect(answer).toContain('Đã đổi mốc nhắc: kế hoạch K1 (62/KH-UBND)');
    expect(answer).toContain('trước hạn 2 ngày (việc là báo cáo), 4 ngày; ngày cuối; quá hạn 2 ngày');
    expect(answer).toContain('Lần nhắc kế tiếp: 08 giờ 00, thứ Ba, 16/06/2026, 02 việc (trước hạn 4 ngày).');
    expect(answer).toContain('Trước khi đổi: 08 giờ 00, thứ Tư, 17/06/2026');
    expect(answer).toContain('mốc cuối là quá hạn 2 ngày nên chưa có lần nhắc nào cho: nêu tên đơn vị');
    expect(ofPlan(1)).toEqual({
      steps: [{ offset: -4 }, { offset: -2, onlyReports: true }, { offset: 0 }, { offset: 2 }],
    });
    expect(ofPlan(2)).toBeUndefined();
    const before = world.inboxOf(ha.id).length;
    await world.moveTo('2026-06-16T08:01:00+07:00');
    expect(textOf(world.inboxOf(ha.id).slice(before))).toContain('báo cáo tổng kết'.replace('b', 'B'));
    await world.moveTo('2026-06-17T08:01:00+07:00');
    expect(world.inboxOf(ha.id).length).toBe(before + 1);
    expect(await clerk('/nhacviec')).toContain('- K1 (62/KH-UBND): mốc -4 -2bc 0 +2.');
    const entry = [...world.app.store.all('audit')].findLast(({ act }) => act === 'reminder-policy');
    expect(entry).toMatchObject({ subject: 'K1', detail: 'steps -4 -2bc 0 2' });
  });

  it('switches the reminders of a plan off and on again', async () => {
    const { world, hoa, ha } = office;
    const off = await world.say(hoa, '/nhacviec 62 tat');
    expect(textOf(off)).toContain('Không nhắc ai về kế hoạch này');
    expect(await clerk('/nhacviec K1 tat')).toContain('đang tắt');
    const before = world.inboxOf(ha.id).length;
    await world.moveTo('2026-06-17T08:01:00+07:00');
    expect(world.inboxOf(ha.id).length).toBe(before);
    expect(await clerk('/nhacviec K1')).toContain('Đã tắt');

    // What fell today while it was off is not lost: on again, it goes out today.
    expect(await clerk('/nhacviec K1 bat')).toContain(
      'Lần nhắc kế tiếp: ngay trong hôm nay, 02 việc (trước hạn 3 ngày). Trước khi đổi: không có.',
    );
    await clerk('/nhacviec K1 tat');
    await world.moveTo('2026-06-18T08:01:00+07:00');
    const on = textOf(await world.press(hoa, choiceOf(off, /Bật lại/)));
    expect(on).toContain('Lần nhắc kế tiếp: 08 giờ 00, thứ Sáu, 19/06/2026');
    expect(ofPlan(1)).toBeUndefined();
    await world.moveTo('2026-06-19T08:01:00+07:00');
    expect(world.inboxOf(ha.id).length).toBe(before + 1);
    expect(await clerk('/nhacviec K1 bat')).toContain('đang bật');
  });

  it('keeps the office apart from the plans: a plan keeps what it chose and follows in the rest', async () => {
    await clerk('/nhacviec K1 gio 7:30 11:30');
    expect(await clerk('/nhacviec gio 8h 16h30')).toContain(
      'Kế hoạch có quy định riêng giữ phần đã đặt riêng: K1.',
    );
    await clerk('/nhacviec lanhdao +3');

    expect(ofOffice()).toEqual({
      sendUntil: '16:30',
      ladder: { heads: 3, groups: -3, names: 7, office: 7 },
    });
    expect(ofPlan(1)).toEqual({ sendFrom: '07:30', sendUntil: '11:30' });
    const own = await clerk('/nhacviec K1');
    expect(own).toContain('Giờ gửi: 07 giờ 30 đến 11 giờ 30.');
    expect(own).toContain('Thủ trưởng đơn vị: từ quá hạn 3 ngày.');
    expect(await clerk('/nhacviec K1 macdinh')).toContain('Giờ gửi: 08 giờ 00 đến 16 giờ 30.');
    expect(ofPlan(1)).toBeUndefined();
    expect(await clerk('/nhacviec macdinh')).toContain('Thủ trưởng đơn vị: từ quá hạn 1 ngày.');
    expect(ofOffice()).toBeUndefined();
  });

  it('changes the rungs within manners', async () => {
    expect(await clerk('/nhacviec K1 ten +3')).toContain('nêu tên đơn vị từ quá hạn 3 ngày');
    expect(await clerk('/nhacviec K1 ten 0')).toContain('Chỉ nêu tên đơn vị đã quá hạn');
    expect(await clerk('/nhacviec K1 nhom +7')).toContain(
      'Không nêu tên đơn vị trước khi nhóm nhận tin chung',
    );
    expect(ofPlan(1)?.ladder).toEqual({ heads: 1, groups: -3, names: 3, office: 7 });
    expect(await clerk('/nhacviec K1 nhom khong')).toContain('Nhóm không nhận tin nên cũng thôi nêu tên');
    expect(ofPlan(1)?.ladder).toEqual({ heads: 1, groups: null, names: null, office: 7 });
    expect(await clerk('/nhacviec K1 ten +3')).toContain(
      'Không nêu tên đơn vị trước khi nhóm nhận tin chung',
    );
    expect(await clerk('/nhacviec K1 thủ trưởng +20')).toContain(
      'mốc cuối là quá hạn 7 ngày nên chưa có lần nhắc nào cho: thủ trưởng đơn vị.',
    );
    expect(await clerk('/nhacviec K1 vanphong quá hạn 5 ngày')).toContain(
      'Danh sách gửi Văn phòng: từ quá hạn 5 ngày.',
    );
  });

  it.each([
    ['moc +61', 'từ -60 (trước hạn) đến +60'],
    [`moc ${Array.from({ length: 16 }, (_, i) => `+${i + 1}`).join(' ')}`, 'nhiều nhất 15 mốc'],
    ['moc 3', 'chưa hiểu “3”'],
    ['moc hôm kia', 'chưa hiểu “hom”'],
    ['gio 4:00 17:00', '05 giờ 00 đến 21 giờ 00'],
    ['gio 8:00 8:30', 'ít nhất một giờ'],
    ['gio sáng', 'chưa đọc được giờ'],
    ['lanhdao sớm', 'chưa đọc được mốc'],
    ['lanhdao +99', 'từ -60'],
    ['tat', 'Chỉ tắt nhắc việc theo từng kế hoạch'],
    ['macdinh nhé', 'chưa hiểu “nhé”'],
    ['K9 moc -3', 'chưa xác định được kế hoạch'],
    ['349 macdinh', 'chưa xác định được kế hoạch'],
    ['xyz tat', 'chưa xác định được kế hoạch'],
    ['linh tinh', 'chưa hiểu “linh tinh”'],
  ])('refuses “/nhacviec %s” in words and changes nothing', async (typed, why) => {
    await clerk('/nhacviec gio 7:30 17:00');
    const before = structuredClone(ofOffice());
    expect(await clerk(`/nhacviec ${typed}`)).toContain(why);
    expect(ofOffice()).toEqual(before);
    expect(ofPlan(1)).toBeUndefined();
  });

  it('asks where something is missing and takes the answer typed or pressed', async () => {
    const { world, hoa } = office;
    await world.press(hoa, choiceOf(await world.say(hoa, '/nhacviec K1'), /mốc/));
    expect(await clerk('trước 2; ngày cuối')).toContain('Đã đổi mốc nhắc: kế hoạch K1');
    expect(ofPlan(1)?.steps).toEqual([{ offset: -2 }, { offset: 0 }]);
    expect(await clerk('/nhacviec K1 gio')).toContain('[07:30 đến 17:00] /nhacviec K1 gio 07:30 17:00');
    expect(await clerk('lúc nào cũng được')).toContain('chưa đọc được giờ');
    expect(await clerk('7h - 12h')).toContain('Giờ gửi: 07 giờ 00 đến 12 giờ 00.');
    // The question is over: a sentence now means what it says.
    expect(await clerk('việc của đơn vị tôi')).not.toContain('chưa đọc được giờ');

    const rungs = await world.say(hoa, '/nhacviec bac');
    const heads = await world.press(hoa, choiceOf(rungs, /Thủ trưởng/));
    await world.press(hoa, choiceOf(heads, /ngày cuối/i));
    expect(ofOffice()).toMatchObject({ ladder: { heads: 0 } });
  });

  it('is for clerks and administrators', async () => {
    const { world, ha, minh, long } = office;
    for (const who of [ha, minh, long])
      for (const typed of ['/nhacviec', '/nhacviec K1', '/nhacviec K1 tat', '/nhacviec macdinh'])
        expect(textOf(await world.say(who, typed))).toContain('không thuộc phạm vi');
    expect(ofPlan(1)).toBeUndefined();
  });

  describe('in a group', () => {
    beforeEach(async () => {
      const answer = textOf(await office.world.say(office.hoa, '/nhom Sở Y tế'));
      const code = /\/lienket (\S+)/.exec(answer)?.[1] ?? '';
      await office.world.say(office.hoa, `/lienket ${code}`, group);
    });
    const inGroup = async (who: 'hoa' | 'ha', typed: string): Promise<string> =>
      textOf(await office.world.say(office[who], typed, group));
    const chosen = (): unknown =>
      office.world.app.store.get('conversations', `memory:${group.id}`)?.reminders;

    it('shows and changes what this group gets', async () => {
      expect(await inGroup('hoa', '/nhacviec')).toContain('Nhóm gắn với: Sở Y tế.');
      expect(await inGroup('hoa', '/nhacviec tat som')).toContain('Đã tắt: nhắc sớm');
      expect(await inGroup('hoa', '/nhacviec tắt tất cả')).toContain('chỉ những tin luôn nhận');
      expect(chosen()).toEqual({ muted: ['opening', 'early', 'soon', 'overview'] });
      expect(await inGroup('hoa', '/nhacviec bat tuan')).toContain('Đã bật: tổng quan tuần');
      expect(await inGroup('hoa', '/nhacviec gio 13:30 16:30')).toContain('13 giờ 30 đến 16 giờ 30');
      expect(chosen()).toEqual({
        muted: ['opening', 'early', 'soon'],
        sendFrom: '13:30',
        sendUntil: '16:30',
      });
      expect(await inGroup('hoa', '/nhacviec tat qua han')).toContain('Không tắt được');
      expect(await inGroup('hoa', '/nhacviec macdinh')).toContain('theo quy định chung');
      expect(chosen()).toBeUndefined();
    });

    it('leaves the policy of the office alone, and the group alone to clerks', async () => {
      for (const typed of ['/nhacviec moc -3', '/nhacviec K1 lanhdao khong', '/nhacviec ten +1'])
        expect(await inGroup('hoa', typed)).toContain('trong cuộc trò chuyện riêng');
      expect(ofPlan(1)).toBeUndefined();
      expect(await inGroup('ha', '/nhacviec tat som')).toContain('không thuộc phạm vi');
      expect(chosen()).toBeUndefined();
    });
  });
});
