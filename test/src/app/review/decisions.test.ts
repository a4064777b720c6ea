import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { choiceOf, codeIn, type Office, openOffice, textOf } from '../../../fakes/office.js';

const report = Buffer.from('Báo cáo tổng kết 10 năm');

describe('commands/duyet.ts: decisions', () => {
  let office: Office;
  let code: string;
  beforeEach(async () => {
    office = await openOffice();
    code = codeIn(await office.world.sendFile(office.ha, report, 'bc.txt', '/nop V1'));
  });
  afterEach(() => office.world.close());

  const reviews = (): unknown[] =>
    [...office.world.app.store.all('reviews')].map(({ decision, reason, newDueOn }) => [
      decision,
      reason,
      newDueOn,
    ]);

  describe('returning', () => {
    it('takes a reason and a new date by two taps, and tells the unit what to do until when', async () => {
      const { world, minh, ha } = office;

      const asked = await world.press(minh, `/duyet ${code} tra`);
      expect(asked[0]?.choices?.map(({ label }) => label)).toContain('Thiếu phụ lục số liệu');
      const dates = await world.press(minh, choiceOf(asked, /Thiếu phụ lục/));
      expect(textOf(dates)).toContain('Không đặt hạn mới');
      const done = textOf(await world.press(minh, choiceOf(dates, /18\/06\/2026/)));

      expect(done).toContain('Hạn nộp lại: hết thứ Năm, 18/06/2026');
      expect(done).toContain('Đã báo cho Sở Y tế');
      expect(reviews()).toEqual([['returned', 'Thiếu phụ lục số liệu', '2026-06-18']]);
      const told = world.inboxOf('ha').at(-1);
      expect(told?.heading).toBe('Báo cáo được trả lại để hoàn thiện');
      expect(told?.text).toContain('Lý do: Thiếu phụ lục số liệu');
      expect(told?.text).toContain('nộp lại trước khi hết thứ Năm, 18/06/2026');
      expect(textOf(await world.say(ha, '/viec V1'))).toContain('hạn nộp lại; hạn ban đầu 22/06/2026');
    });

    it('keeps the date in force when none is given, typed as “không” or pressed', async () => {
      const { world, minh } = office;

      await world.press(minh, `/duyet ${code} tra 2`);
      await world.say(minh, 'không');

      expect(reviews()).toEqual([['returned', 'Chưa có chữ ký, con dấu', null]]);
      expect(world.inboxOf('ha').at(-1)?.text).toContain('Hạn hiện hành: hết thứ Hai, 22/06/2026');
    });

    it('asks again for a date that has passed or cannot be read, and takes a typed one', async () => {
      const { world, minh } = office;
      await world.press(minh, `/duyet ${code} tra 1`);

      expect(textOf(await world.say(minh, '1/6/2026'))).toContain('hoặc ngày đã qua');
      expect(textOf(await world.say(minh, 'tuần sau'))).toContain('chưa đọc được ngày');
      await world.say(minh, '30/6');

      expect(reviews()).toEqual([['returned', 'Thiếu phụ lục số liệu', '2026-06-30']]);
    });

    it('takes words of one’s own after “Lý do khác”', async () => {
      const { world, minh } = office;
      await world.press(minh, choiceOf(await world.press(minh, `/duyet ${code} tra`), /Lý do khác/));

      await world.say(minh, 'số liệu mục II chưa khớp với niên giám');

      expect(reviews()).toEqual([['returned', 'số liệu mục II chưa khớp với niên giám', null]]);
    });

    it('counts as not done in figures and lists, past its date as overdue, and reminds on', async () => {
      const { world, minh, hoa } = office;
      await world.say(minh, `/duyet ${code} tra sai kỳ báo cáo`);
      expect(textOf(await world.say(minh, '/tiendo K1'))).toContain('Tỷ lệ hoàn thành: chưa có');

      await world.moveTo('2026-06-23T09:00:00+07:00');

      expect(textOf(await world.say(minh, '/tiendo K1'))).toContain('Tỷ lệ hoàn thành: 0 % (0/2)');
      expect(textOf(await world.say(minh, '/tiendo K1'))).toContain('- Sở Y tế: 1 việc');
      expect(textOf(await world.say(hoa, '/dondoc K1'))).toContain('Sở Y tế: quá hạn 1 việc');
      expect(textOf(world.inboxOf('ha'))).toContain('bị trả lại, quá hạn 1 ngày');
    });

    it('is asked for again after the ladder of its date is over: two working days on, then weekly', async () => {
      const { world, minh } = office;
      await world.moveTo('2026-07-06T09:00:00+07:00');
      await world.say(minh, `/duyet ${code} tra thiếu chữ ký`);
      const digests = (): number =>
        world
          .inboxOf('ha')
          .filter(({ heading, text }) => heading?.startsWith('Nhắc việc') && text.includes('10 năm')).length;
      const before = digests();

      await world.moveTo('2026-07-08T08:00:00+07:00');
      expect(digests()).toBe(before + 1);
      await world.moveTo('2026-07-14T17:00:00+07:00');
      expect(digests()).toBe(before + 1);
      await world.moveTo('2026-07-15T08:00:00+07:00');
      expect(digests()).toBe(before + 2);
    });
  });

  describe('telling the unit', () => {
    it('says who could not be told and why, to the reviewer and to the clerk, and lists it', async () => {
      const { world, minh, hoa } = office;
      await world.app.store.transaction((tx) => {
        for (const address of tx.all('addresses'))
          if (address.externalId === 'ha') tx.put('addresses', { ...address, unreachable: 'blocked' });
      });

      const done = textOf(await world.say(minh, `/duyet ${code} tra thiếu chữ ký`));

      expect(done).toContain('Chưa báo được cho Sở Y tế: cán bộ đã chặn hệ thống');
      const told = world.inboxOf('hoa').at(-1);
      expect(told?.heading).toBe('Chưa báo được cho đơn vị');
      expect(told?.text).toContain(`Báo cáo ${code} bị trả lại (Sở Y tế, việc V1`);
      await world.moveTo('2026-06-19T09:00:00+07:00');
      expect(textOf(await world.say(hoa, '/dondoc K1'))).toMatch(/cán bộ đã chặn hệ thống[^]*Sở Y tế/);
    });

    it('says so as well when the platform refuses the message later', async () => {
      const { world, minh } = office;
      world.channel.gone.add('ha');

      await world.say(minh, `/duyet ${code} tra thiếu chữ ký`);

      for (const id of ['hoa', 'minh']) {
        const told = world.inboxOf(id).at(-1);
        expect(told?.heading).toBe('Chưa báo được cho đơn vị');
        expect(told?.text).toContain('nền tảng không chuyển được tin đến cán bộ');
      }
    });

    it('is quiet while another officer of the unit has it', async () => {
      const { world, minh } = office;
      await world.link('ha2', 'Bùi Thị Lan', 'officer', 'Sở Y tế');
      world.channel.gone.add('ha');

      await world.say(minh, `/duyet ${code} nhan`);

      expect(world.inboxOf('ha2').at(-1)?.heading).toBe('Báo cáo đã được tiếp nhận');
      expect(textOf(world.inboxOf('hoa'))).not.toContain('Chưa báo được');
    });
  });

  describe('second thoughts', () => {
    it('says of a double tap what was decided, and writes nothing', async () => {
      const { world, minh } = office;
      await world.press(minh, `/duyet ${code} nhan`);

      const again = textOf(await world.press(minh, `/duyet ${code} nhan`));

      expect(again).toMatch(/đã được xử lý trước đó: Nguyễn Văn Minh tiếp nhận lúc 9 giờ 00|09 giờ 00/);
      expect(again).toContain('không ghi lặp lại');
      expect(reviews()).toHaveLength(1);
    });

    it('lets the first of two win and tells the second who decided and what', async () => {
      const { world, minh } = office;
      const other = await world.link('tam', 'Phan Tâm', 'consolidator', 'Sở Tài chính');
      await world.press(minh, `/duyet ${code} nhan`);

      const answer = textOf(await world.say(other, `/duyet ${code} tra thiếu chữ ký`));

      expect(answer).toContain('Nguyễn Văn Minh tiếp nhận');
      expect(answer).toContain('Quyết định này giữ nguyên');
      expect(textOf(await world.press(other, `/duyet ${code} tra`))).toContain('Quyết định này giữ nguyên');
      expect(reviews()).toEqual([['accepted', null, null]]);
      expect(world.inboxOf('ha').filter(({ heading }) => heading?.includes('trả lại'))).toEqual([]);
    });

    it('is changed by whoever decided, the same day, after a second word', async () => {
      const { world, minh, ha } = office;
      await world.say(minh, `/duyet ${code} tra thiếu chữ ký, nộp lại trước ngày 26/6`);
      expect(textOf(await world.say(ha, '/viec V1'))).toContain('hết thứ Năm, 25/06/2026');

      const question = await world.press(minh, `/duyet ${code} nhan`);
      expect(textOf(question)).toContain('Đổi thành tiếp nhận?');
      expect(reviews()).toHaveLength(1);
      const done = textOf(await world.press(minh, choiceOf(question, /Đổi thành tiếp nhận/)));

      expect(done).toContain(`Đã đổi thành tiếp nhận báo cáo ${code}`);
      expect(world.inboxOf('ha').at(-1)?.text).toContain('thay quyết định đã báo trước đó');
      // The date of the return is gone with it.
      const full = textOf(await world.say(ha, '/viec V1'));
      expect(full).toContain('hoàn thành đúng hạn');
      expect(full).toContain('Hạn cuối: hết thứ Hai, 22/06/2026');
    });

    it('is changed to a return by choosing a reason, which shows the first decision', async () => {
      const { world, minh } = office;
      const accepted = await world.press(minh, `/duyet ${code} nhan`);

      const asked = await world.press(minh, choiceOf(accepted, /Bấm nhầm/));
      expect(textOf(asked)).toContain('Nguyễn Văn Minh tiếp nhận');
      const dates = await world.press(minh, choiceOf(asked, /Chưa đúng đề cương/));
      await world.press(minh, choiceOf(dates, /Không đặt hạn mới/));

      expect(reviews()).toEqual([
        ['accepted', null, null],
        ['returned', 'Chưa đúng đề cương, biểu mẫu', null],
      ]);
      expect(textOf(await world.say(office.ha, '/viec'))).toContain('bị trả lại');
    });

    it('asks before a typed return takes the place of an acceptance, and keeps it on “Giữ nguyên”', async () => {
      const { world, minh } = office;
      await world.press(minh, `/duyet ${code} nhan`);

      const question = await world.say(minh, `/duyet ${code} tra thiếu chữ ký`);
      expect(textOf(question)).toContain('Đổi thành trả lại?');
      await world.press(minh, choiceOf(question, /Giữ nguyên/));
      // The button of a question that was left is of no use any more.
      await world.press(minh, `/duyet ${code} doi`);

      expect(reviews()).toEqual([['accepted', null, null]]);
      const again = await world.say(minh, `/duyet ${code} tra thiếu chữ ký`);
      await world.say(minh, 'đồng ý');
      expect(textOf(again)).toContain('Đổi thành trả lại?');
      expect(reviews()).toHaveLength(2);
    });

    it('is changed by a clerk, and whoever decided first is told', async () => {
      const { world, minh, hoa } = office;
      await world.press(minh, `/duyet ${code} nhan`);

      await world.press(hoa, `/duyet ${code} tra 1`);
      expect(reviews()).toHaveLength(1);
      const asked = await world.press(hoa, `/duyet ${code} tra`);
      await world.press(hoa, choiceOf(asked, /Thiếu phụ lục/));
      await world.say(hoa, 'không');

      expect(reviews()).toHaveLength(2);
      const told = world.inboxOf('minh').at(-1);
      expect(told?.heading).toBe('Quyết định đã được thay đổi');
      expect(told?.text).toContain('Trần Thị Hoa trả lại');
    });

    it('stands from the next day on, for everybody', async () => {
      const { world, minh, hoa } = office;
      await world.press(minh, `/duyet ${code} nhan`);
      await world.moveTo('2026-06-16T09:00:00+07:00');

      for (const who of [minh, hoa])
        expect(textOf(await world.say(who, `/duyet ${code} tra thiếu chữ ký`))).toContain('giữ nguyên');
      expect(reviews()).toHaveLength(1);
    });

    it('is not for a version that has been replaced: it leads to the new one', async () => {
      const { world, minh, ha } = office;
      const newer = codeIn(await world.sendFile(ha, Buffer.from('bản hai'), 'b2.txt', '/nop V1'));

      const answer = await world.press(minh, `/duyet ${code} nhan`);

      expect(textOf(answer)).toContain(`Đơn vị đã gửi bản 2 (mã ${newer})`);
      expect(reviews()).toEqual([]);
      expect(textOf(await world.press(minh, choiceOf(answer, /Xem bản 2/)))).toContain('phiên bản 2');
    });

    it('survives a restart between question and answer', async () => {
      const { world, minh } = office;
      const asked = await world.press(minh, `/duyet ${code} tra`);
      await world.restart();

      await world.press(minh, choiceOf(asked, /Thiếu phụ lục/));
      await world.restart();
      await world.say(minh, '30/6');

      expect(reviews()).toEqual([['returned', 'Thiếu phụ lục số liệu', '2026-06-30']]);
    });
  });

  describe('remarks', () => {
    it('stay inside the office unless they are sent', async () => {
      const { world, minh, hoa } = office;
      const before = world.inboxOf('ha').length;

      await world.press(minh, `/duyet ${code} ghichu`);
      const question = await world.say(minh, 'số liệu cần đối chiếu với Cục Thống kê');
      await world.press(minh, choiceOf(question, /nội bộ/));

      expect(world.inboxOf('ha')).toHaveLength(before);
      expect(textOf(await world.say(hoa, `/duyet ${code}`))).toContain(
        'Ghi chú nội bộ của Nguyễn Văn Minh (bản 1, 09 giờ 00, 15/06/2026): số liệu cần đối chiếu',
      );
      expect(textOf(await world.say(office.ha, '/viec V1'))).not.toContain('Cục Thống kê');
    });

    it('reach the officers when they are shared, and decide nothing', async () => {
      const { world, minh } = office;
      const question = await world.say(minh, `/duyet ${code} ghi chú lần sau gửi bản Word`);
      const sent = textOf(await world.press(minh, choiceOf(question, /Gửi cho đơn vị/)));

      expect(sent).toContain('Đã báo cho Sở Y tế');
      const told = world.inboxOf('ha').at(-1);
      expect(told?.heading).toBe('Ghi chú về báo cáo của đơn vị');
      expect(told?.text).toContain('Nguyễn Văn Minh ghi: lần sau gửi bản Word');
      expect(reviews()).toEqual([]);
      expect([...world.app.store.all('notes')]).toMatchObject([
        { isShared: true, text: 'lần sau gửi bản Word' },
      ]);
    });
  });

  it('does not swallow a file sent while a reason is awaited', async () => {
    const { world, minh } = office;
    await world.press(minh, `/duyet ${code} tra`);

    const answer = textOf(await world.sendFile(minh, report, 'khac.txt'));

    expect(answer).toContain('Tệp vừa gửi chưa được ghi nhận');
    expect(reviews()).toEqual([]);
  });

  it('answers a word it does not know with what can be typed', async () => {
    expect(textOf(await office.world.say(office.minh, `/duyet ${code} gì đó`))).toContain(
      `Có thể gõ: /duyet ${code} nhan`,
    );
  });
});
