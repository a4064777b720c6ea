import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Plan, PlanDraft, Task } from '../../../src/domain/plan.js';
import { hoa, worldOfHoa } from '../../fakes/clerk.js';
import { button, deadline, draftIn, textOf } from '../../fakes/drafts.js';
import { task, type Talker, type World } from '../../fakes/world.js';

describe('/kehoach: a document that amends a plan in force', () => {
  let world: World;
  let ha: Talker;

  beforeEach(async () => {
    world = await worldOfHoa('2026-06-15T09:00:00+07:00');
    ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    await world.publish(
      [
        task('xây dựng báo cáo tổng kết công tác y tế cơ sở', ['Sở Y tế'], '2026-07-14', {
          key: 't1',
          recipients: [],
        }),
        task('rà soát trang thiết bị của trạm y tế xã', ['Sở Y tế'], '2026-07-20', {
          key: 't2',
          recipients: [],
        }),
      ],
      { number: '62/KH-UBND' },
    );
  });
  afterEach(() => world.close());

  const plan = (): Plan => [...world.app.store.all('plans')][0] as Plan;
  const taskOf = (key: string): Task => {
    const found = [...world.app.store.all('tasks')].find((one) => one.key === key);
    if (!found) throw new Error(`no task ${key}`);
    return found;
  };
  const amending = (): Promise<PlanDraft> =>
    draftIn(
      world,
      [
        task('điều chỉnh thời hạn xây dựng báo cáo tổng kết công tác y tế cơ sở', [], null, {
          key: 'a1',
          recipients: [],
          deadlines: [
            deadline('từ ngày 14/7/2026 sang ngày 30/8/2026', {
              kind: 'window',
              from: '2026-07-14',
              statedOn: '2026-08-30',
              dueOn: '2026-08-30',
            }),
          ],
        }),
        task('rà soát trang thiết bị của trạm y tế xã', ['Sở Tài chính'], '2026-07-20', {
          key: 'a2',
          recipients: [],
        }),
        task('tổ chức tập huấn phần mềm cho nhân viên y tế thôn', ['Sở Y tế'], '2026-09-15', {
          key: 'a3',
          recipients: [],
        }),
      ],
      { number: '71/KH-UBND', issuedOn: '2026-06-12', amends: '62/KH-UBND' },
    );

  it('shows what changes against the plan in force, and changes nothing by itself', async () => {
    await amending();

    const summary = textOf(await world.say(hoa, '/kehoach D1'));
    expect(summary.length === 0).toBe(false);
    const overview = await world.say(hoa, '/kehoach D2 banhanh');

    expect(textOf(await world.say(hoa, '/kehoach D2'))).toContain(
      'điều chỉnh kế hoạch 62/KH-UBND (K1): 1 nhiệm vụ đổi thời hạn; 1 đổi đơn vị chủ trì; 1 nhiệm vụ mới',
    );
    expect(textOf(overview)).toContain('thời hạn 14/07/2026 → 30/08/2026 (hệ thống tự đối chiếu)');
    expect(textOf(overview)).toContain('chủ trì Sở Y tế → Sở Tài chính');
    expect(textOf(overview)).toContain('Tổ chức tập huấn phần mềm cho nhân viên y tế thôn: nhiệm vụ mới');
    expect(world.app.store.count('plans')).toBe(1);
    expect(world.app.store.count('extensions')).toBe(0);
    expect(taskOf('t1').history).toBeUndefined();
  });

  it('keeps the time of day an amending document gives the new date', async () => {
    await draftIn(
      world,
      [
        task('điều chỉnh thời hạn xây dựng báo cáo tổng kết công tác y tế cơ sở', [], null, {
          key: 'a1',
          recipients: [],
          deadlines: [
            deadline('trước 16 giờ 00 ngày 30/8/2026', {
              statedOn: '2026-08-30',
              dueOn: '2026-08-30',
              dueTime: '16:00',
            }),
          ],
        }),
      ],
      { number: '71/KH-UBND', issuedOn: '2026-06-12', amends: '62/KH-UBND' },
    );
    await world.press(hoa, button(await world.say(hoa, '/kehoach D2 dieuchinh'), 'Áp dụng'));

    expect(textOf(await world.say(ha, '/viec'))).toContain(
      '16 giờ 00, Chủ nhật, 30/08/2026 (đã điều chỉnh theo văn bản; hạn ban đầu 14/07/2026)',
    );
    await world.moveTo('2026-08-30T15:00:00+07:00');
    expect(textOf(await world.say(ha, '/viec V1'))).not.toContain('quá giờ hạn');
    await world.moveTo('2026-08-30T17:00:00+07:00');
    expect(textOf(await world.say(ha, '/viec V1'))).toContain('đã quá giờ hạn');
  });

  it('applies on a person’s tap: dates move with the old one kept, leads change, new tasks join, units are told', async () => {
    await amending();
    const press = button(await world.say(hoa, '/kehoach D2 dieuchinh'), 'Áp dụng');
    const before = world.inboxOf('ha').length;

    const done = textOf(await world.press(hoa, press));

    expect(done).toContain('1 nhiệm vụ đổi thời hạn; 1 đổi đơn vị chủ trì; 1 nhiệm vụ mới');
    const list = textOf(await world.say(ha, '/viec'));
    expect(list).toContain('hết Chủ nhật, 30/08/2026 (đã điều chỉnh theo văn bản; hạn ban đầu 14/07/2026)');
    expect(textOf(await world.say(ha, '/viec V1'))).toContain(
      'Điều chỉnh theo 71/KH-UBND (15/06/2026): thời hạn trước đó là “chậm nhất ngày 2026-07-14”',
    );
    expect(list).not.toContain('trang thiết bị');
    expect(list).toContain('tập huấn phần mềm');
    expect(taskOf('t1').history).toMatchObject([
      { document: '71/KH-UBND', field: 'deadline', before: 'chậm nhất ngày 2026-07-14' },
    ]);
    expect(taskOf('t2').history).toMatchObject([{ field: 'lead', before: 'Sở Y tế', after: 'Sở Tài chính' }]);
    const units = world.app.store
      .find('assignments', 'byTask', taskOf('t2').id)
      .map(({ unitId, status }) => [world.app.store.get('units', unitId)?.name, status]);
    expect(units).toEqual([
      ['Sở Y tế', 'cancelled'],
      ['Sở Tài chính', 'active'],
    ]);
    expect(plan().amendments).toMatchObject([{ document: { number: '71/KH-UBND' } }]);
    const told = world.inboxOf('ha').slice(before)[0];
    expect(told?.heading).toContain('Điều chỉnh kế hoạch');
    expect(told?.text).toContain('theo văn bản 71/KH-UBND');
    expect(told?.text).toContain('thôi giao');

    expect(textOf(await world.press(hoa, press))).toContain('nay ở kế hoạch K1');
    expect(world.app.store.count('extensions')).toBe(1);
    expect(plan().amendments).toHaveLength(1);
  });

  it('reminds by the new date only', async () => {
    await amending();
    await world.press(hoa, button(await world.say(hoa, '/kehoach D2 dieuchinh'), 'Áp dụng'));
    const count = (): number =>
      world.inboxOf('ha').filter(({ heading }) => heading?.startsWith('Nhắc việc')).length;

    await world.moveTo('2026-07-16T09:00:00+07:00');
    expect(count()).toBe(0);
    await world.moveTo('2026-08-28T09:00:00+07:00');
    expect(count()).toBeGreaterThan(0);
  });

  it('lets a person say what a task stands for: another task, a new one, or nothing', async () => {
    await amending();

    const item = await world.say(hoa, '/kehoach D2 dieuchinh 1');
    expect(textOf(item)).toContain('Nhiệm vụ đang thực hiện ở K1: Xây dựng báo cáo tổng kết');
    const tasks = await world.press(hoa, button(item, 'Chọn nhiệm vụ khác'));
    const next = await world.press(hoa, button(tasks, '2. Rà soát'));
    expect(textOf(next)).toContain('Điều chỉnh 2/3');
    const third = await world.press(hoa, button(next, 'Là nhiệm vụ mới'));
    const overview = await world.press(hoa, button(third, 'Đúng, là nhiệm vụ mới'));
    expect(textOf(overview)).toContain(
      '1. Điều chỉnh thời hạn xây dựng báo cáo tổng kết công tác y tế cơ sở: thời hạn 20/07/2026 → 30/08/2026',
    );
    await world.press(hoa, button(overview, 'Áp dụng'));

    expect(taskOf('t1').history).toBeUndefined();
    expect(taskOf('t2').history).toMatchObject([{ field: 'deadline' }]);
    expect(world.app.store.find('tasks', 'byPlan', plan().id)).toHaveLength(4);
  });

  it('does not apply a difference that changed after it was shown', async () => {
    await amending();
    const press = button(await world.say(hoa, '/kehoach D2 dieuchinh'), 'Áp dụng');
    await world.say(hoa, '/kehoach D2 3 bỏ');

    expect(textOf(await world.press(hoa, press))).toContain('Dự thảo đã thay đổi');
    expect(world.app.store.count('extensions')).toBe(0);
  });

  it('recognises the amending document when it is read again, and can take it as a plan of its own', async () => {
    await amending();
    await world.say(hoa, '/kehoach D2 rieng');
    expect(textOf(await world.say(hoa, '/kehoach D2 banhanh'))).toContain('Ban hành và báo cho các đơn vị?');

    await amending();
    await world.press(hoa, button(await world.say(hoa, '/kehoach D3 dieuchinh'), 'Áp dụng'));
    expect(textOf(await world.say(hoa, '/kehoach D2 banhanh'))).toContain('đã được nhập trước đây (K1)');
    expect(world.app.store.count('plans')).toBe(1);
  });

  it('gives the rounds to come to the new lead, and leaves those past to the old one', async () => {
    const monthly = deadline('ngày 25 hằng tháng', {
      kind: 'recurring',
      rrule: 'FREQ=MONTHLY;BYMONTHDAY=25',
    });
    await world.publish(
      [
        task('tổng hợp số ca bệnh hằng tháng', ['Sở Y tế'], null, {
          key: 'r2',
          recipients: [],
          deadlines: [monthly],
        }),
      ],
      { number: '80/KH-UBND' },
    );
    await world.moveTo('2026-08-10T09:00:00+07:00');
    await draftIn(
      world,
      [
        task('tổng hợp số ca bệnh hằng tháng', ['Sở Tài chính'], null, {
          key: 'x',
          recipients: [],
          deadlines: [monthly],
        }),
      ],
      { number: '82/KH-UBND', issuedOn: '2026-08-05', amends: '80/KH-UBND' },
    );
    const draft = [...world.app.store.all('drafts')].at(-1);
    await world.press(hoa, button(await world.say(hoa, `/kehoach D${draft?.number} dieuchinh`), 'Áp dụng'));

    const leads = (dueOn: string): string[] =>
      world.app.store
        .find('rounds', 'byTask', taskOf('r2').id)
        .filter((round) => round.dueOn === dueOn)
        .flatMap((round) => world.app.store.find('assignments', 'byRound', round.id))
        .filter(({ status }) => status === 'active')
        .flatMap(({ unitId }) => world.app.store.get('units', unitId)?.name ?? []);
    expect([leads('2026-07-25'), leads('2026-08-25')]).toEqual([['Sở Y tế'], ['Sở Tài chính']]);
  });

  it('moves the rounds of a recurring task that are still to come, and leaves the past ones', async () => {
    await world.publish(
      [
        task('báo cáo kết quả hằng tháng về phòng dịch', ['Sở Y tế'], null, {
          key: 'r1',
          recipients: [],
          deadlines: [
            deadline('ngày 25 hằng tháng', { kind: 'recurring', rrule: 'FREQ=MONTHLY;BYMONTHDAY=25' }),
          ],
        }),
      ],
      { number: '80/KH-UBND' },
    );
    await world.moveTo('2026-08-10T09:00:00+07:00');
    await draftIn(
      world,
      [
        task('báo cáo kết quả hằng tháng về phòng dịch', ['Sở Y tế'], null, {
          key: 'x',
          recipients: [],
          deadlines: [
            deadline('ngày 20 hằng tháng', { kind: 'recurring', rrule: 'FREQ=MONTHLY;BYMONTHDAY=20' }),
          ],
        }),
      ],
      { number: '81/KH-UBND', issuedOn: '2026-08-05', amends: '80/KH-UBND' },
    );
    const draft = [...world.app.store.all('drafts')].at(-1);
    await world.press(hoa, button(await world.say(hoa, `/kehoach D${draft?.number} dieuchinh`), 'Áp dụng'));

    const rounds = world.app.store.find('rounds', 'byTask', taskOf('r1').id);
    const open = rounds.flatMap((round) =>
      world.app.store
        .find('assignments', 'byRound', round.id)
        .filter(({ status }) => status === 'active')
        .map(() => round.dueOn ?? ''),
    );
    expect(open.toSorted().slice(0, 5)).toEqual([
      '2026-06-25',
      '2026-07-25',
      '2026-08-20',
      '2026-09-20',
      '2026-10-20',
    ]);
    expect(open.filter((day) => day > '2026-08-10' && day.endsWith('-25'))).toEqual([]);
  });
});
