import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Doubt, PlanDraft, TaskCandidate } from '../../../src/domain/plan.js';
import { draftOf, draftTask, hoa, worldOfHoa } from '../../fakes/clerk.js';
import { button, deadline, draftIn, textOf } from '../../fakes/drafts.js';
import { task, type World } from '../../fakes/world.js';

describe('/kehoach: doubts asked one by one', () => {
  let world: World;

  beforeEach(async () => {
    world = await worldOfHoa('2026-06-15T09:00:00+07:00');
  });
  afterEach(() => world.close());

  const draft = (): PlanDraft => draftOf(world);
  const taskNow = (index = 0): TaskCandidate => draftTask(world, index);
  const doubtful = (doubts: Doubt[], more: Partial<TaskCandidate> = {}): TaskCandidate =>
    task('xây dựng báo cáo tổng kết', ['Sở Y tế'], '2026-06-30', {
      key: 't1',
      recipients: [],
      doubts,
      ...more,
    });

  it('shows a summary that fits a phone, and counts down to publishing as questions are answered', async () => {
    await draftIn(world, [
      task('báo cáo số liệu', ['Sở Tài chính'], '2026-07-10', { key: 't0' }),
      doubtful(['no-lead'], { lead: [] }),
      doubtful(['conditional'], { key: 't2' }),
    ]);

    const summary = await world.say(hoa, '/kehoach D1');
    expect(textOf(summary)).toContain('3 nhiệm vụ: 1 chắc chắn, 2 cần xem');
    expect(textOf(summary).length).toBeLessThan(900);

    const first = await world.press(hoa, button(summary, 'cần xem'));
    expect(textOf(first)).toContain('Cần xem 1/2 · Nhiệm vụ 2');
    expect(textOf(first)).toContain('Giao đơn vị nào?');
    expect(textOf(first)).toContain('“xây dựng báo cáo tổng kết”');
    const second = await world.press(hoa, button(first, 'Để chưa giao'));
    expect(textOf(second)).toContain('Cần xem 1/1 · Nhiệm vụ 3');
    const end = await world.press(hoa, button(second, 'Vẫn theo dõi'));

    expect(textOf(end)).toContain('không còn việc cần xem');
    expect(button(end, 'Ban hành')).toBe('/kehoach D1 banhanh');
    expect(draft().settled.map(({ doubt, by }) => [doubt, by !== null])).toEqual([
      ['no-lead', true],
      ['conditional', true],
    ]);
    const audit = [...world.app.store.all('audit')].filter(({ act }) => act === 'settle');
    expect(audit.map(({ subject, detail }) => [subject, detail])).toEqual([
      ['D1/t1', 'no-lead: chua'],
      ['D1/t2', 'conditional: giu'],
    ]);
  });

  it('takes an answer that is typed instead of a button: a unit, a date, yes, later', async () => {
    await draftIn(world, [
      doubtful(['no-lead'], { lead: [] }),
      doubtful(['deadline-uncertain'], { key: 't2' }),
      doubtful(['conditional'], { key: 't3' }),
      doubtful(['conditional'], { key: 't4' }),
    ]);
    await world.say(hoa, '/kehoach D1 canxem');

    const meant = await world.say(hoa, 'sở tài chính');
    expect(textOf(meant)).toContain('Hiểu là: Sở Tài chính');
    expect(taskNow(0).lead).toEqual([]);
    const second = await world.say(hoa, 'đúng');
    expect(taskNow(0).lead).toEqual(['Sở Tài chính']);
    expect(textOf(second)).toContain('Cần xem 1/3 · Nhiệm vụ 2');

    expect(textOf(await world.say(hoa, 'thời hạn 15/7/2026'))).toContain('thứ Tư, 15/07/2026');
    expect(textOf(await world.say(hoa, 'đúng'))).toContain('Nhiệm vụ 3');
    expect(taskNow(1).deadlines[0]?.dueOn).toBe('2026-07-15');
    const unclear = textOf(await world.say(hoa, 'có thể có có thể không'));
    expect(unclear).toContain('chọn một nút');
    expect(unclear).toContain('Nhiệm vụ 3');
    expect(textOf(await world.say(hoa, 'Để sau'))).toContain('Nhiệm vụ 4');
    expect(textOf(await world.say(hoa, 'Đúng.'))).toContain('còn 1 việc cần xem');
    expect(draft().settled.filter(({ doubt }) => doubt === 'conditional')).toMatchObject([{ task: 't4' }]);
    expect(textOf(await world.say(hoa, 'đúng'))).toContain('chưa hiểu');
  });

  it('takes a typed year for the year of the date asked about, and never for a deadline of its own', async () => {
    await draftIn(world, [
      doubtful(['year-missing'], {
        deadlines: [
          deadline('vào cuối tháng 9', { statedOn: '2026-09-30', dueOn: '2026-09-30', confidence: 0.65 }),
        ],
      }),
    ]);
    await world.say(hoa, '/kehoach D1 canxem');

    expect(textOf(await world.say(hoa, 'năm 2031'))).toContain('chọn một nút');
    await world.say(hoa, 'Năm 2027');
    expect(taskNow().deadlines.map(({ dueOn }) => dueOn)).toEqual(['2027-09-30']);
  });

  it('takes “có” for no answer where the question is not one of yes and no', async () => {
    const event = deadline('sau hội nghị tổng kết', { kind: 'event' });
    await draftIn(world, [doubtful(['deadline-event'], { deadlines: [event] })]);
    await world.say(hoa, '/kehoach D1 1 hoi deadline-event');

    const again = textOf(await world.say(hoa, 'có rồi'));
    expect(again).toContain('chọn một nút');
    expect(again).toContain('Đã biết ngày chưa?');
    expect(draft().settled).toEqual([]);
  });

  it('takes nothing typed for an answer once the person asks something else or goes elsewhere', async () => {
    await draftIn(world, [doubtful(['no-lead'], { lead: [] })]);

    await world.say(hoa, '/kehoach D1 canxem');
    expect(textOf(await world.say(hoa, 'hướng dẫn'))).toContain('/kehoach');
    await world.say(hoa, '/kehoach D1 canxem');
    await world.say(hoa, '/kehoach D1');
    expect(textOf(await world.say(hoa, 'Sở Tài chính'))).toContain('chưa hiểu');
    expect(taskNow(0).lead).toEqual([]);
  });

  it('puts a question off and comes back to it', async () => {
    await draftIn(world, [doubtful(['no-lead'], { lead: [] }), doubtful(['conditional'], { key: 't2' })]);

    const second = await world.press(hoa, button(await world.say(hoa, '/kehoach D1 canxem'), 'Để sau'));
    expect(textOf(second)).toContain('Nhiệm vụ 2');
    const end = await world.press(hoa, button(second, 'Để sau'));

    expect(textOf(end)).toContain('còn 2 việc cần xem');
    expect(draft().settled).toEqual([]);
  });

  it.each<[Doubt, Partial<TaskCandidate>, string, string, (task: TaskCandidate) => void]>([
    [
      'year-missing',
      {
        deadlines: [
          deadline('trước ngày 15/7', { statedOn: '2026-07-15', dueOn: '2026-07-14', inclusive: false }),
        ],
      },
      'Là năm nào?',
      'Năm 2027',
      ({ deadlines }) => expect(deadlines[0]).toMatchObject({ statedOn: '2027-07-15', dueOn: '2027-07-14' }),
    ],
    [
      'deadline-before-issue',
      {
        deadlines: [
          deadline('trước ngày 15/5/2026', { statedOn: '2026-05-15', dueOn: '2026-05-14', inclusive: false }),
        ],
      },
      'sớm hơn ngày ban hành',
      'Năm 2027',
      ({ deadlines }) => expect(deadlines[0]?.dueOn).toBe('2027-05-14'),
    ],
    [
      'deadlines-differ',
      {
        deadlines: [
          deadline('trước 15/7/2026', { statedOn: '2026-07-15', dueOn: '2026-07-14' }),
          deadline('trước 20/7/2026', { statedOn: '2026-07-20', dueOn: '2026-07-19' }),
        ],
      },
      'Theo thời hạn nào?',
      'trước 20/7/2026',
      ({ deadlines }) => expect(deadlines.map(({ dueOn }) => dueOn)).toEqual(['2026-07-19']),
    ],
    [
      'leads-several',
      { lead: ['Sở Y tế', 'Sở Tài chính'] },
      'Đơn vị nào là đầu mối?',
      'Sở Tài chính',
      (now) => expect([now.lead, now.coordinating]).toEqual([['Sở Tài chính'], ['Sở Y tế']]),
    ],
    [
      'leads-differ',
      {
        quotes: [
          { text: 'Sở Y tế xây dựng báo cáo', place: 'II.1' },
          { text: 'Sở Tài chính xây dựng báo cáo', place: 'Phụ lục, dòng 2' },
        ],
      },
      'Đơn vị nào chủ trì?',
      'Sở Tài chính',
      (now) => expect([now.lead, now.coordinating]).toEqual([['Sở Tài chính'], []]),
    ],
    [
      'lead-late-bound',
      { lead: ['các mô hình được lựa chọn'] },
      'chỉ xác định được sau bước trước',
      'Để chưa giao',
      ({ lead }) => expect(lead).toEqual([]),
    ],
    [
      'lead-late-bound',
      { lead: [] },
      'Hỏi: Đơn vị thực hiện chỉ xác định được sau bước trước',
      'Để chưa giao',
      ({ lead }) => expect(lead).toEqual([]),
    ],
    [
      'no-lead',
      { lead: [], quotes: [{ text: 'Báo cáo do Sở Tài chính tổng hợp.', place: 'II' }] },
      'Giao đơn vị nào?',
      'Sở Tài chính',
      ({ lead }) => expect(lead).toEqual(['Sở Tài chính']),
    ],
    [
      'scan-uncertain',
      {},
      'Đúng với bản giấy không?',
      'Đúng',
      ({ deadlines }) => expect(deadlines[0]?.dueOn).toBe('2026-06-30'),
    ],
    [
      'order-conflict',
      {},
      'sớm hơn việc phải xong trước đó',
      'Đúng',
      ({ deadlines }) => expect(deadlines[0]?.dueOn).toBe('2026-06-30'),
    ],
    [
      'deadline-event',
      { deadlines: [deadline('sau khi hội nghị kết thúc', { kind: 'event' })] },
      'Đã biết ngày chưa?',
      'Chưa, để chờ',
      ({ deadlines }) => expect(deadlines[0]?.dueOn).toBeNull(),
    ],
  ])('asks about %s and does what the answer says', async (doubt, more, asked, label, check) => {
    await draftIn(world, [doubtful([doubt], more)]);

    const question = await world.say(hoa, '/kehoach D1 canxem');
    expect(textOf(question)).toContain(asked);
    const after = await world.press(hoa, button(question, label));

    check(taskNow());
    expect(textOf(after)).toContain('không còn việc cần xem');
  });

  it('asks about routine notes only when a person opens the task', async () => {
    await draftIn(
      world,
      [
        doubtful(['deadline-weekend', 'recurrence-open'], {
          deadlines: [
            deadline('hằng năm, trước ngày 15/11', {
              kind: 'recurring',
              rrule: 'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15',
            }),
          ],
        }),
      ],
      { period: { from: '2026-01-01', to: '2030-12-31' } },
    );

    expect(textOf(await world.say(hoa, '/kehoach D1'))).toContain('1 chắc chắn, 0 cần xem');
    const card = await world.say(hoa, '/kehoach D1 1');
    expect(textOf(card)).toContain('Cần lưu ý');
    const end = await world.say(hoa, '/kehoach D1 1 hoi recurrence-open');
    await world.press(hoa, button(end, 'Đến hết 31/12/2030'));

    expect(taskNow().deadlines[0]?.rrule).toBe('FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15;UNTIL=20301231');
  });

  it('settles an unknown body once for the whole document, and offers what the directory has', async () => {
    await draftIn(world, [
      doubtful([], { lead: ['Ban Quản lý dự án Nước sạch'] }),
      doubtful([], { key: 't2', lead: ['Ban Quản lý dự án Nước sạch'] }),
    ]);

    expect(textOf(await world.say(hoa, '/kehoach D1'))).toContain('0 chắc chắn, 2 cần xem');
    const question = await world.say(hoa, '/kehoach D1 canxem');
    expect(textOf(question)).toContain('chưa có trong danh mục. Là đơn vị nào?');
    expect(textOf(await world.press(hoa, button(question, 'Lập đơn vị mới')))).toContain(
      'không còn việc cần xem',
    );

    await world.press(hoa, '/kehoach D1 banhanh ngay');
    const made = [...world.app.store.all('units')].filter(
      ({ name }) => name === 'Ban Quản lý dự án Nước sạch',
    );
    expect(made).toHaveLength(1);
  });

  it('takes a unit chosen for a name wherever the document has that name', async () => {
    await draftIn(world, [
      doubtful([], { lead: ['Sở Y tế và Dân số'], recipients: ['Sở Y tế và Dân số'] }),
      doubtful([], { key: 't2', lead: ['Sở Tài chính', 'Sở Y tế và Dân số'] }),
    ]);

    const units = await world.say(hoa, '/kehoach D1 donvi');
    const name = await world.press(hoa, button(units, 'Sở Y tế và Dân số'));
    await world.press(hoa, button(name, 'Nhập tên'));
    expect(textOf(await world.say(hoa, 'Sở Không có'))).toContain('Danh mục chưa có đơn vị');
    await world.say(hoa, 'SYT');

    expect(taskNow(0)).toMatchObject({ lead: ['Sở Y tế'], recipients: ['Sở Y tế'] });
    expect(taskNow(1).lead).toEqual(['Sở Tài chính', 'Sở Y tế']);
    expect(textOf(await world.press(hoa, button(name, 'Lập đơn vị mới')))).toContain(
      'không còn trong dự thảo',
    );
  });

  it('takes a candidate of an ambiguous name from the question itself, for every task that has the name', async () => {
    await world.app.store.transaction((tx) => {
      for (const place of ['Hạ', 'Thượng'])
        tx.put('units', {
          id: place,
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
    await draftIn(world, [
      doubtful([], { lead: ['Sở Y tế', 'xã Đông'] }),
      doubtful([], { key: 't2', lead: ['xã Đông'] }),
    ]);

    const question = await world.say(hoa, '/kehoach D1 canxem');
    expect(textOf(question)).toContain('“xã Đông” có thể là nhiều đơn vị');
    expect(textOf(await world.press(hoa, button(question, 'Đông Hạ')))).toContain('không còn việc cần xem');

    expect(taskNow(0).lead).toEqual(['Sở Y tế', 'Ủy ban nhân dân xã Đông Hạ']);
    expect(taskNow(1).lead).toEqual(['Ủy ban nhân dân xã Đông Hạ']);
  });

  it('stops at a collective of whom the directory has nobody, and can leave it unassigned', async () => {
    await draftIn(world, [doubtful(['lead-collective'], { lead: ['các khối thi đua'] })]);

    const question = await world.say(hoa, '/kehoach D1 canxem');
    expect(textOf(question)).toContain('danh mục chưa có đơn vị nào');
    await world.press(hoa, button(question, 'Để chưa giao'));
    await world.press(hoa, '/kehoach D1 banhanh ngay');

    expect(taskNow().lead).toEqual([]);
    expect([...world.app.store.all('units')].map(({ name }) => name)).not.toContain('các khối thi đua');
  });

  it('shows the members of a collective, takes one out and puts one in, and publishes to exactly those', async () => {
    await draftIn(world, [doubtful(['lead-collective'], { lead: ['các sở, ban, ngành cấp tỉnh'] })]);

    const units = await world.say(hoa, '/kehoach D1 donvi');
    expect(textOf(units)).toContain('3 đơn vị');
    const members = await world.press(hoa, button(units, 'các sở'));
    expect(textOf(members)).toContain('2. Sở Tài chính');
    await world.press(hoa, button(members, 'Bớt đơn vị'));
    await world.say(hoa, '2');
    expect(taskNow().lead).toEqual(['các sở, ban, ngành cấp tỉnh (trừ Sở Tài chính)']);
    const again = await world.press(hoa, button(await world.say(hoa, '/kehoach D1 donvi'), 'các sở'));
    await world.press(hoa, button(again, 'Thêm đơn vị'));
    await world.say(hoa, 'xã Đồng Tâm');
    await world.press(hoa, '/kehoach D1 banhanh ngay');

    const names = [...world.app.store.all('assignments')].map(
      ({ unitId }) => world.app.store.get('units', unitId)?.name,
    );
    expect(new Set(names)).toEqual(
      new Set(['Sở Giáo dục và Đào tạo', 'Sở Y tế', 'Ủy ban nhân dân xã Đồng Tâm']),
    );
    expect(names).toHaveLength(3);
  });

  it('checks the plan as it stands now, without what was dropped', async () => {
    await draftIn(world, [
      task('xây dựng kế hoạch chi tiết', [], '2026-06-30', { key: 't1', doubts: ['no-lead'] }),
      task('báo cáo tổng hợp', ['Sở Y tế'], '2026-06-30', { key: 't2' }),
    ]);

    const found = await world.press(hoa, button(await world.say(hoa, '/kehoach D1'), 'Kiểm tra'));
    expect(textOf(found)).toContain('Cần sửa: Nhiệm vụ 1 chưa có đơn vị chủ trì');
    expect(button(found, 'Xem nhiệm vụ 1')).toBe('/kehoach D1 1');
    await world.say(hoa, '/kehoach D1 1 chủ trì Sở Tài chính');

    expect(textOf(await world.say(hoa, '/kehoach D1 kiểm tra'))).not.toContain('chưa có đơn vị chủ trì');
  });

  it('knows an old button and a double tap, and changes nothing twice', async () => {
    await draftIn(world, [doubtful(['conditional']), doubtful(['conditional'], { key: 't2' })]);
    const question = await world.say(hoa, '/kehoach D1 canxem');
    const keep = button(question, 'Vẫn theo dõi');

    await world.press(hoa, keep);
    const { revision } = draft();
    expect(textOf(await world.press(hoa, keep))).toContain('đã được trả lời trước đó (Trần Thị Hoa)');
    expect(draft().revision).toBe(revision);
    expect(textOf(await world.press(hoa, '/kehoach D1 2 chot conditional 1999'))).toContain(
      'không có gì thay đổi',
    );
    await world.press(hoa, '/kehoach D1 huy ngay');
    expect(textOf(await world.press(hoa, keep))).toContain('D1 đã được bỏ');
  });

  it('lets officers do none of it', async () => {
    await draftIn(world, [doubtful(['conditional'])]);
    const ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');

    for (const typed of [
      '/kehoach D1',
      '/kehoach D1 1 bo',
      '/kehoach D1 excel',
      '/kehoach D1 1 chot conditional bo',
    ])
      expect(textOf(await world.say(ha, typed))).toContain('không thuộc phạm vi');
    expect(draft().revision).toBe(1);
  });
});
