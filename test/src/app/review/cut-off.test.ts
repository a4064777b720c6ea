import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { choiceOf, codeIn, type Office, openOffice, textOf } from '../../../fakes/office.js';

const report = Buffer.from('Báo cáo tổng kết 10 năm');

describe('commands/kehoach/khoaso.ts and what comes after the cut-off', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.world.close());

  it('is set for a plan, shown with it, and lifted again', async () => {
    const { world, hoa } = office;

    const set = textOf(await world.say(hoa, '/kehoach K1 khoaso 26/6/2026'));
    expect(set).toContain('Đã đặt khóa sổ hết thứ Sáu, 26/06/2026 cho 01 nhiệm vụ');
    expect(textOf(await world.say(hoa, '/kehoach K1'))).toContain('Khóa sổ: hết thứ Sáu, 26/06/2026');
    expect(textOf(await world.say(office.ha, '/viec V1'))).toContain('Khóa sổ hết thứ Sáu, 26/06/2026');
    expect(textOf(await world.say(hoa, '/kehoach K1 khoá sổ bỏ'))).toContain('Đã bỏ khóa sổ của 01 nhiệm vụ');
    expect(textOf(await world.say(office.ha, '/viec V1'))).not.toContain('hóa sổ');
  });

  it('can be set for one task by its number or for the round of one assignment', async () => {
    const { world, hoa } = office;

    expect(textOf(await world.say(hoa, '/kehoach K2 khoaso 15/8/2026 việc 1'))).toContain(
      '“báo cáo mô hình”',
    );
    expect(textOf(await world.say(hoa, '/kehoach K1 khoaso 26/6/2026 V2'))).toContain('cho 01 nhiệm vụ');
    expect(textOf(await world.say(hoa, '/kehoach K1 khoaso 26/6/2026 việc 9'))).toContain(
      'không có việc nêu',
    );
    // V3 belongs to the other plan.
    expect(textOf(await world.say(hoa, '/kehoach K1 khoaso 26/6/2026 V3'))).toContain('không có việc nêu');
  });

  it('never comes before the date itself', async () => {
    const { world, hoa } = office;

    const answer = textOf(await world.say(hoa, '/kehoach K1 khoaso 20/6/2026'));

    expect(answer).toContain('Chưa đặt khóa sổ cho nhiệm vụ nào');
    expect(answer).toContain('01 nhiệm vụ có thời hạn sau ngày 20/06/2026 không thay đổi');
    expect(textOf(await world.say(hoa, '/kehoach K1 khoaso 1/6/2026'))).toContain('hoặc ngày đã qua');
    expect(textOf(await world.say(hoa, '/kehoach K1 khoaso'))).toContain('Gõ: /kehoach K1 khoaso 15/7/2026');
    expect(textOf(await world.say(hoa, '/kehoach K9 khoaso 26/6/2026'))).toContain('chưa xác định được');
    expect(textOf(await world.say(hoa, '/kehoach K1 gì đó'))).toContain('chưa hiểu “gì đó”');
  });

  it('receives what comes later, marks it, tells the office, and says so to the unit', async () => {
    const { world, hoa, ha, minh } = office;
    await world.say(hoa, '/kehoach K1 khoaso 26/6/2026');
    await world.moveTo('2026-06-27T09:00:00+07:00');

    const receipt = textOf(await world.sendFile(ha, report, 'bc.txt', '/nop V1'));

    expect(receipt).toContain('quá hạn 5 ngày');
    expect(receipt).toContain('Lưu ý: bản này gửi sau khi khóa sổ.');
    expect(receipt).toContain('Đã chuyển: Sở Tài chính; Văn phòng theo dõi kế hoạch');
    for (const id of ['minh', 'hoa'])
      expect(world.inboxOf(id).at(-1)?.text).toContain('Lưu ý: gửi sau khi khóa sổ');
    const queue = textOf(await world.say(minh, '/duyet K1'));
    expect(queue).toContain('nộp muộn 1; sau khóa sổ 1');
    expect(queue).toContain('quá hạn 5 ngày; gửi sau khi khóa sổ');
    expect([...world.app.store.all('submissions')][0]?.isPastCutOff).toBe(true);
  });

  it('goes by the time it was sent, and never binds before a date that was given', async () => {
    const { world, hoa, ha, giao } = office;
    await world.say(hoa, '/kehoach K1 khoaso 26/6/2026');
    await world.say(ha, '/giahan V1 30/6/2026 chờ số liệu');
    await world.press(hoa, '/duyet GH1 dongy');
    await world.moveTo('2026-06-27T00:20:00+07:00');

    const file = world.channel.addFile(report, 'bc.txt');
    const late = { kind: 'files' as const, files: [file], caption: '/nop V2', albumId: null };
    const weak = textOf(await world.receive(giao, late, { at: Date.parse('2026-06-26T23:59:00+07:00') }));
    expect(weak).not.toContain('khóa sổ');
    expect(textOf(await world.sendFile(ha, report, 'bc.txt', '/nop V1'))).not.toContain('khóa sổ');
  });

  it('is mentioned in reminders to those who are late, before and after', async () => {
    const { world, hoa } = office;
    await world.say(hoa, '/kehoach K1 khoaso 24/6/2026');

    await world.moveTo('2026-06-22T08:00:00+07:00');
    expect(world.inboxOf('ha').at(-1)?.text).not.toContain('khóa sổ');
    await world.moveTo('2026-06-23T08:00:00+07:00');
    expect(world.inboxOf('ha').at(-1)?.text).toContain('Còn nhận đến khi khóa sổ, hết thứ Tư, 24/06/2026.');
    await world.moveTo('2026-06-25T08:00:00+07:00');
    expect(world.inboxOf('ha').at(-1)?.text).toContain('Đã khóa sổ hết thứ Tư, 24/06/2026');
  });
});

describe('what is newer than what was collected', () => {
  let office: Office;
  let first: string;
  beforeEach(async () => {
    office = await openOffice();
    const { world, ha } = office;
    first = codeIn(await world.sendFile(ha, report, 'bc.txt', '/nop V1'));
    await world.moveTo('2026-06-16T09:00:00+07:00');
    await world.app.store.transaction((tx) => {
      const [plan] = tx.all('plans');
      const ids = [...tx.all('submissions')].map(({ id }) => id);
      const [person] = tx.all('persons');
      tx.put('collections', {
        id: 'c1',
        number: 1,
        planId: plan?.id ?? '',
        taskId: null,
        submissionIds: ids,
        byPersonId: person?.id ?? '',
        at: '2026-06-16T02:00:00.000Z',
      });
    });
    await world.moveTo('2026-06-17T09:00:00+07:00');
  });
  afterEach(() => office.world.close());

  it('is said on arrival, in the queue, in full, and in the progress of the plan', async () => {
    const { world, ha, giao, minh } = office;
    expect(textOf(await world.say(minh, '/tiendo K1'))).not.toContain('mới hơn');
    expect(textOf(await world.say(minh, `/duyet ${first}`))).not.toContain('mới hơn');

    const second = codeIn(await world.sendFile(ha, Buffer.from('bản hai'), 'b2.txt', '/nop V1'));
    await world.sendFile(giao, report, 'bc.txt', '/nop V2');

    const words = 'mới hơn lần tổng hợp ngày 16/06/2026';
    expect(world.inboxOf('minh').at(-1)?.text).toContain(words);
    expect(textOf(await world.say(minh, '/duyet'))).toContain(words);
    const card = await world.say(minh, `/duyet ${second}`);
    expect(textOf(card)).toContain(words);
    expect(textOf(await world.say(minh, '/tiendo K1'))).toContain(`2 bản ${words}.`);
    await world.press(minh, choiceOf(card, /Tiếp nhận/));
    expect(textOf(await world.say(minh, '/tiendo K1'))).toContain(`2 bản ${words}.`);
  });
});
