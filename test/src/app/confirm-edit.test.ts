import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlanDraft, TaskCandidate } from '../../../src/domain/plan.js';
import { draftOf, draftTask, hoa, worldOfHoa } from '../../fakes/clerk.js';
import { button, deadline, draftIn, textOf } from '../../fakes/drafts.js';
import { task, type World } from '../../fakes/world.js';

describe('/kehoach: changing a draft by answering', () => {
  let world: World;

  beforeEach(async () => {
    world = await worldOfHoa('2026-06-15T09:00:00+07:00');
    await draftIn(world, [
      task('xây dựng báo cáo tổng kết', ['Sở Y tế'], '2026-06-30', { key: 't1' }),
      task('tổ chức hội nghị', [], null, { key: 't2', doubts: ['no-lead', 'no-deadline'] }),
    ]);
  });
  afterEach(() => world.close());

  const draft = (): PlanDraft => draftOf(world);
  const taskNow = (index: number): TaskCandidate => draftTask(world, index);

  it('asks for a value, says what it understood with the weekday, and writes it only when confirmed', async () => {
    const fields = await world.press(hoa, button(await world.say(hoa, '/kehoach D1 1'), 'Sửa'));
    const ask = await world.press(hoa, button(fields, 'Thời hạn'));
    expect(textOf(ask)).toContain('ví dụ');
    const meant = await world.say(hoa, 'trước ngày 15/7/2026');
    expect(textOf(meant)).toContain('hạn cuối: thứ Ba, 14/07/2026');
    expect(taskNow(0).deadlines[0]?.dueOn).toBe('2026-06-30');
    await world.press(hoa, button(meant, 'Đúng, lưu'));

    expect(taskNow(0).deadlines).toMatchObject([{ text: 'trước ngày 15/7/2026', dueOn: '2026-07-14' }]);
    expect(textOf(await world.press(hoa, '/kehoach D1 1 luu'))).toContain(
      'Không có giá trị nào đang chờ lưu',
    );
  });

  it('takes “đúng” for the button, another value for a new try, and /huy for leaving', async () => {
    await world.say(hoa, '/kehoach D1 1 sua han');
    expect(textOf(await world.say(hoa, 'mai kia gì đó'))).toContain('Không hiểu “mai kia gì đó”');
    expect(textOf(await world.say(hoa, '30.2.2026'))).toContain('không hiểu “30.2.2026”'.replace('k', 'K'));
    await world.say(hoa, '4/7/2026');
    const weekend = await world.say(hoa, '5/7/2026');
    expect(textOf(weekend)).toContain('Chủ nhật, 05/07/2026), là ngày nghỉ');
    await world.say(hoa, 'đúng');
    expect(taskNow(0).deadlines[0]?.dueOn).toBe('2026-07-05');

    await world.say(hoa, '/kehoach D1 1 sua han');
    await world.say(hoa, '/huy');
    expect(textOf(await world.say(hoa, '6/7/2026'))).toContain('chưa hiểu');
    expect(taskNow(0).deadlines[0]?.dueOn).toBe('2026-07-05');
  });

  it('writes at once what is typed in full and certain, and asks before it makes a new unit', async () => {
    expect(textOf(await world.say(hoa, '/kehoach D1 1 hạn trước ngày 15/7/2026'))).toContain(
      'thứ Ba, 14/07/2026',
    );
    await world.say(hoa, '/kehoach D1 1 chủ trì SYT, STC');
    expect(taskNow(0).lead).toEqual(['Sở Y tế', 'Sở Tài chính']);
    await world.say(hoa, '/kehoach D1 1 PHOI HOP so giao duc va dao tao; phường Lam Thành');
    expect(taskNow(0).coordinating).toEqual(['Sở Giáo dục và Đào tạo', 'Ủy ban nhân dân phường Lam Thành']);
    await world.say(hoa, '/kehoach D1 1 dung lượng 15-20 trang A4');
    expect(taskNow(0).volume).toBe('15-20 trang A4');
    await world.say(hoa, '/kehoach D1 1 dung lượng không');
    expect(taskNow(0).volume).toBeNull();

    const unknown = await world.say(hoa, '/kehoach D1 1 chủ trì Công ty Nước sạch Lam Giang');
    expect(textOf(unknown)).toContain('chưa có trong danh mục, sẽ lập đơn vị mới');
    expect(taskNow(0).lead).toEqual(['Sở Y tế', 'Sở Tài chính']);
    await world.press(hoa, button(unknown, 'Đúng, lưu'));
    expect(taskNow(0).lead).toEqual(['Công ty Nước sạch Lam Giang']);
  });

  it('asks which unit is meant where several fit, and goes on with the rest of what was typed', async () => {
    await world.app.store.transaction((tx) => {
      for (const [id, place] of [
        ['a', 'Hạ'],
        ['b', 'Thượng'],
      ] as const)
        tx.put('units', {
          id,
          name: `Ủy ban nhân dân xã Đông ${place}`,
          abbreviation: null,
          aliases: ['xã Đông'],
          kind: 'xã',
          parentId: null,
          validFrom: null,
          validTo: null,
          successorIds: [],
        });
    });

    const which = await world.say(hoa, '/kehoach D1 1 chủ trì Sở Tài chính; xã Đông');
    expect(textOf(which)).toContain('“xã Đông” là đơn vị nào?');
    const meant = await world.press(hoa, button(which, 'Đông Thượng'));
    await world.press(hoa, button(meant, 'Đúng, lưu'));

    expect(taskNow(0).lead).toEqual(['Sở Tài chính', 'Ủy ban nhân dân xã Đông Thượng']);
  });

  it('settles the doubts about a field with its value, and goes on to the next doubtful task', async () => {
    const question = await world.say(hoa, '/kehoach D1 canxem');
    await world.press(hoa, button(question, 'Nhập đơn vị'));
    const after = await world.press(hoa, button(await world.say(hoa, 'Sở Tài chính'), 'Đúng, lưu'));

    expect(textOf(after)).toContain('không còn việc cần xem');
    expect(taskNow(1).lead).toEqual(['Sở Tài chính']);
  });

  it('adds a task by hand, with what it lacks as a doubt, and says which part it did not understand', async () => {
    const answer = await world.say(
      hoa,
      '/kehoach D1 thêm Sơ kết đợt 1; chủ trì Sở Tài chính; nơi nhận Sở Y tế; hạn trước ngày 15/9/2026',
    );
    expect(textOf(answer)).toContain('Đã thêm nhiệm vụ 3');
    expect(taskNow(2)).toMatchObject({
      action: 'Sơ kết đợt 1',
      lead: ['Sở Tài chính'],
      recipients: ['Sở Y tế'],
      doubts: [],
    });
    expect(taskNow(2).deadlines[0]?.dueOn).toBe('2026-09-14');

    await world.say(hoa, '/kehoach D1 thêm');
    expect(textOf(await world.say(hoa, 'Khảo sát; hạn ngày 45/9/2026'))).toContain(
      'Phần “hạn ngày 45/9/2026”',
    );
    await world.say(hoa, 'Khảo sát');
    expect(taskNow(3)).toMatchObject({ action: 'Khảo sát', doubts: ['no-lead', 'no-deadline'] });
  });

  it('drops a task and takes it back', async () => {
    await world.say(hoa, '/kehoach D1 1 bỏ');
    expect(textOf(await world.say(hoa, '/kehoach D1'))).toContain('đã bỏ 1');
    await world.press(hoa, button(await world.say(hoa, '/kehoach D1 1'), 'Lấy lại'));
    expect(draft().dropped).toEqual([]);
  });

  it('reads yearless and counted deadlines anew when the issue date is corrected, and says what changed', async () => {
    await world.app.store.transaction((tx) => {
      const now = structuredClone(draft());
      now.result.tasks[0]?.deadlines.splice(
        0,
        1,
        deadline('trước ngày 15/7', {
          statedOn: '2026-07-15',
          dueOn: '2026-07-14',
          inclusive: false,
          confidence: 0.65,
        }),
      );
      now.result.tasks[1]?.deadlines.push(
        deadline('trước ngày 15/8/2026', { statedOn: '2026-08-15', dueOn: '2026-08-14', inclusive: false }),
      );
      tx.put('drafts', now);
    });

    const answer = textOf(await world.say(hoa, '/kehoach D1 ngày 02/06/2025'));

    expect(answer).toContain('ngày 02/06/2025');
    expect(answer).toContain('1 thời hạn được tính lại');
    expect(answer).toContain('14/07/2026 → 14/07/2025');
    expect(draft().result.tasks.map(({ deadlines }) => deadlines[0]?.dueOn)).toEqual([
      '2025-07-14',
      '2026-08-14',
    ]);
    expect(textOf(await world.say(hoa, '/kehoach D1 ngày hôm qua'))).toContain('Chưa hiểu “hôm qua”');
    await world.say(hoa, '/kehoach D1 số 63/KH-UBND');
    await world.say(hoa, '/kehoach D1 cơ quan UBND tỉnh Hà Lam');
    expect(draft().result.document).toMatchObject({
      number: '63/KH-UBND',
      type: 'KH',
      issuer: 'UBND tỉnh Hà Lam',
    });
  });

  it('leaves a deadline a person settled as it is when the issue date changes', async () => {
    await world.app.store.transaction((tx) => {
      const now = structuredClone(draft());
      const [first] = now.result.tasks;
      if (!first) throw new Error('no task');
      first.doubts = ['year-missing'];
      first.deadlines = [
        deadline('trước ngày 15/7', { statedOn: '2026-07-15', dueOn: '2026-07-14', inclusive: false }),
      ];
      tx.put('drafts', now);
    });
    await world.press(hoa, '/kehoach D1 1 chot year-missing giu');

    await world.say(hoa, '/kehoach D1 ngày 02/06/2025');

    expect(taskNow(0).deadlines[0]?.dueOn).toBe('2026-07-14');
  });

  it('says what can be typed when it does not understand', async () => {
    expect(textOf(await world.say(hoa, '/kehoach D1 làm gì đó'))).toContain('Có thể gõ');
    expect(textOf(await world.say(hoa, '/kehoach D1 1 làm gì đó'))).toContain('Có thể gõ');
    expect(textOf(await world.say(hoa, '/kehoach D1 99 hạn 15/7/2026'))).toContain('có 2 nhiệm vụ');
    expect(textOf(await world.say(hoa, '/kehoach D9'))).toContain('chưa xác định được');
  });
});
