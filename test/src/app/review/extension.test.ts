import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Extension } from '../../../../src/domain/assignment.js';
import { choiceOf, type Office, openOffice, textOf } from '../../../fakes/office.js';

const report = Buffer.from('Báo cáo tổng kết 10 năm');
const letter = Buffer.from('Công văn số 45/SYT-VP về việc gia hạn');

describe('commands/giahan.ts and the decision', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.world.close());

  const extensions = (): Readonly<Extension>[] => [...office.world.app.store.all('extensions')];

  describe('asking', () => {
    it('takes one tap for the date and one for the reason', async () => {
      const { world, ha } = office;

      const dates = await world.press(ha, '/giahan V1');
      // From Mon 22/6: three working days on Thu 25, five Mon 29, ten Mon 06/7, and the end of June.
      expect(dates[0]?.choices?.map(({ label }) => label)).toEqual([
        'Hết thứ Năm, 25/06/2026',
        'Hết thứ Hai, 29/06/2026',
        'Hết thứ Ba, 30/06/2026',
        'Hết thứ Hai, 06/07/2026',
      ]);
      const reasons = await world.press(ha, choiceOf(dates, /25\/06/));
      const sent = textOf(await world.press(ha, choiceOf(reasons, /Chờ số liệu/)));

      expect(sent).toContain('Đã ghi nhận đề nghị gia hạn GH1 đến hết thứ Năm, 25/06/2026');
      expect(sent).toContain('Đã chuyển Sở Tài chính quyết định');
      expect(sent).toContain('Thời hạn cũ vẫn áp dụng');
      expect(extensions()).toMatchObject([
        { newDueOn: '2026-06-25', reason: 'Chờ số liệu của các đơn vị, địa phương', status: 'requested' },
      ]);
      const asked = world.inboxOf('minh').at(-1);
      expect(asked?.heading).toBe('Sở Y tế xin gia hạn (GH1)');
      expect(asked?.text).toContain('Hạn ban đầu: 22/06/2026');
      expect(asked?.choices?.map(({ label }) => label)).toEqual([
        'Đồng ý',
        'Đồng ý, ngày khác',
        'Không đồng ý',
      ]);
      // The other side is told, without buttons.
      const told = world.inboxOf('hoa').at(-1);
      expect(told?.text).toContain('Gửi để biết');
      expect(told?.choices).toBeUndefined();
    });

    it('takes typed words for either', async () => {
      const { world, ha } = office;
      await world.press(ha, '/giahan V1');
      await world.say(ha, '30/6/2026');
      await world.say(ha, 'chờ hướng dẫn của Bộ');

      expect(extensions()).toMatchObject([{ newDueOn: '2026-06-30', reason: 'chờ hướng dẫn của Bộ' }]);
    });

    it('says it when it comes after the date, to both sides, by the time it was sent', async () => {
      const { world, ha, giao } = office;
      await world.moveTo('2026-06-23T00:10:00+07:00');
      const weak = { at: Date.parse('2026-06-22T23:58:00+07:00') };

      const inTime = textOf(
        await world.receive(giao, { kind: 'text', text: '/giahan V2 30/6/2026 chờ số liệu' }, weak),
      );
      expect(inTime).not.toContain('sau khi đã hết hạn');
      const late = textOf(await world.say(ha, '/giahan V1 30/6/2026 chờ số liệu'));
      expect(late).toContain('đề nghị gửi sau khi đã hết hạn');
      expect(world.inboxOf('minh').at(-1)?.text).toContain('đề nghị gửi sau khi đã hết hạn');
      expect(extensions().map(({ isAfterDue }) => isAfterDue)).toEqual([undefined, true]);
      expect(textOf(await world.say(ha, '/viec V1'))).toContain('đề nghị sau khi hết hạn');
    });

    it('lets one request wait at a time, and lets the unit take it back', async () => {
      const { world, ha } = office;
      await world.say(ha, '/giahan V1 30/6/2026 chờ số liệu');

      const again = await world.say(ha, '/giahan V1 29/6/2026 chờ số liệu');
      expect(textOf(again)).toContain('đang có đề nghị gia hạn GH1');
      expect(extensions()).toHaveLength(1);
      expect(textOf(await world.press(ha, choiceOf(again, /Rút/)))).toContain('Đã rút đề nghị gia hạn GH1');

      expect(extensions()[0]?.status).toBe('withdrawn');
      expect(world.inboxOf('minh').at(-1)?.heading).toBe('Sở Y tế rút đề nghị gia hạn GH1');
      expect(textOf(await world.press(office.minh, '/duyet GH1 dongy'))).toContain('đơn vị đã rút');
      expect(textOf(await world.say(ha, '/giahan GH1'))).toContain('Kết quả: đơn vị đã rút');
      await world.say(ha, '/giahan V1 29/6/2026 chờ số liệu');
      expect(extensions()).toHaveLength(2);
    });

    it('carries papers: with the request, in the middle of it, or afterwards', async () => {
      const { world, ha, giao, minh } = office;
      await world.sendFile(ha, letter, 'cv45.txt', '/giahan V1 30/6/2026 chờ số liệu');
      expect(
        world
          .inboxOf('minh')
          .at(-1)
          ?.files?.map(({ name }) => name),
      ).toEqual(['cv45.txt']);

      await world.press(giao, '/giahan V2 30/06/2026');
      expect(textOf(await world.sendFile(giao, letter, 'cv46.txt'))).toContain('Đã giữ 01 tệp minh chứng');
      const asked = await world.press(giao, '/giahan V2 30/06/2026 2');
      expect(textOf(asked)).toContain('Gửi kèm 01 tệp minh chứng');
      await world.press(giao, choiceOf(asked, /Gửi kèm công văn/));
      const added = textOf(await world.sendFile(giao, Buffer.from('Ảnh chụp'), 'anh.txt'));
      expect(added).toContain('Đã gửi kèm 01 tệp vào đề nghị GH2');

      expect(extensions().map(({ files }) => files?.map(({ name }) => name))).toEqual([
        ['cv45.txt'],
        ['cv46.txt', 'anh.txt'],
      ]);
      expect(
        world
          .inboxOf('minh')
          .at(-1)
          ?.files?.map(({ name }) => name),
      ).toEqual(['anh.txt']);
      const [files] = await world.press(minh, '/duyet GH2 tep');
      expect(files?.files).toHaveLength(2);
      // The papers are no report.
      expect([...world.app.store.all('submissions')]).toEqual([]);
    });

    it('keeps papers that come before it is known which assignment is meant', async () => {
      const { world, ha } = office;

      const choice = await world.sendFile(ha, letter, 'cv.txt', '/giahan');
      expect(textOf(choice)).toContain('Đề nghị chọn việc');
      await world.press(ha, '/giahan V1');
      await world.say(ha, '30/6/2026 chờ số liệu');

      expect(extensions()[0]?.files?.map(({ name }) => name)).toEqual(['cv.txt']);
    });

    it('refuses papers that cannot be taken, and says what to do', async () => {
      const { world, ha } = office;
      await world.say(ha, '/giahan V1 30/6/2026 chờ số liệu');
      await world.press(ha, '/giahan GH1 kem');

      expect(textOf(await world.sendFile(ha, new Uint8Array(), 'rong.pdf'))).toContain('rỗng (0 byte)');
      expect(textOf(await world.say(ha, 'công văn số 45'))).toContain('Đề nghị gửi tệp hoặc ảnh công văn');
      expect(extensions()[0]?.files).toBeUndefined();
    });

    it('is of no use for what is handed in, done or without a date', async () => {
      const { world, ha, minh } = office;
      await world.say(ha, '/khongphatsinh V1');

      expect(textOf(await world.say(ha, '/giahan V1'))).toContain('chờ tiếp nhận nên không cần gia hạn');
      await world.press(minh, '/duyet nhan tatca');
      await world.press(minh, '/duyet nhan tatca dongy');
      expect(textOf(await world.say(ha, '/giahan V1'))).toContain('hoàn thành đúng hạn nên không cần');
    });
  });

  describe('deciding', () => {
    it('grants another date than the wished one, which stays on record', async () => {
      const { world, ha, minh } = office;
      await world.say(ha, '/giahan V1 10/7/2026 chờ số liệu');

      const dates = await world.press(minh, '/duyet GH1 ngaykhac');
      expect(textOf(await world.say(minh, '20/6/2026'))).toContain('phải sau hạn hiện hành');
      const done = textOf(await world.press(minh, choiceOf(dates, /25\/06/)));

      expect(done).toContain('đồng ý với GH1, hạn mới hết thứ Năm, 25/06/2026');
      expect(extensions()).toMatchObject([
        { status: 'granted', newDueOn: '2026-06-25', wishedOn: '2026-07-10' },
      ]);
      expect(world.inboxOf('ha').at(-1)?.text).toContain(
        'Hạn mới: hết thứ Năm, 25/06/2026 (đơn vị đề nghị: 10/07/2026); hạn ban đầu 22/06/2026',
      );
      expect(textOf(await world.say(ha, '/viec V1'))).toContain('đã gia hạn; hạn ban đầu 22/06/2026');
      expect(textOf(await world.say(ha, '/han 30'))).toContain('hạn ban đầu 22/06/2026');
    });

    it('takes a typed date and words in one line', async () => {
      const { world, ha, minh } = office;
      await world.say(ha, '/giahan V1 10/7/2026 chờ số liệu');

      await world.say(minh, '/duyet GH1 đồng ý 26/6 để kịp họp giao ban');

      expect(extensions()).toMatchObject([
        { status: 'granted', newDueOn: '2026-06-26', decisionReason: 'để kịp họp giao ban' },
      ]);
    });

    it('refuses with a reason by a tap, by words, or without one, and tells the unit', async () => {
      const { world, ha, giao, minh } = office;
      await world.say(ha, '/giahan V1 30/6/2026 chờ số liệu');
      await world.say(giao, '/giahan V2 30/6/2026 chờ số liệu');

      const asked = await world.press(minh, '/duyet GH1 tuchoi');
      expect(extensions()[0]?.status).toBe('requested');
      await world.press(minh, choiceOf(asked, /báo cáo cấp trên/));
      await world.say(minh, '/duyet GH2 không đồng ý đã nhắc từ tháng 5');

      expect(extensions().map(({ status, decisionReason }) => [status, decisionReason])).toEqual([
        ['refused', 'Cần tổng hợp, báo cáo cấp trên đúng hạn'],
        ['refused', 'đã nhắc từ tháng 5'],
      ]);
      const told = world.inboxOf('giao').at(-1);
      expect(told?.heading).toBe('Đề nghị gia hạn không được chấp thuận');
      expect(told?.text).toContain('Thời hạn giữ nguyên: hết thứ Hai, 22/06/2026');
      expect(told?.text).toContain('Ý kiến: đã nhắc từ tháng 5');
      expect(world.inboxOf('hoa').at(-1)?.text).toContain('Nguyễn Văn Minh: không đồng ý');
    });

    it('decides once; a second tap is told who and what', async () => {
      const { world, ha, minh, hoa } = office;
      await world.say(ha, '/giahan V1 30/6/2026 chờ số liệu');
      await world.press(minh, '/duyet GH1 dongy');

      const again = textOf(await world.say(hoa, '/duyet GH1 tuchoi trễ quá'));

      expect(again).toContain('đã được xử lý trước đó: đồng ý đến hết thứ Ba, 30/06/2026, Nguyễn Văn Minh');
      expect(extensions()[0]?.status).toBe('granted');
    });

    it('is left to the clerks where the plan says so; the collecting office is told', async () => {
      const { world, ha, minh, hoa } = office;
      const rule = await world.say(hoa, '/kehoach K1 giahan');
      expect(textOf(rule)).toContain('người quyết định gia hạn hiện nay là đơn vị tổng hợp');
      await world.press(hoa, choiceOf(rule, /^Văn phòng$/));
      expect(textOf(await world.say(hoa, '/kehoach K1'))).toContain('Quyết định gia hạn: Văn phòng.');

      const sent = textOf(await world.say(ha, '/giahan V1 30/6/2026 chờ số liệu'));

      expect(sent).toContain('Đã chuyển Văn phòng theo dõi kế hoạch quyết định');
      expect(world.inboxOf('hoa').at(-1)?.choices?.[0]?.label).toBe('Đồng ý');
      expect(world.inboxOf('minh').at(-1)?.text).toContain('Gửi để biết');
      expect(textOf(await world.press(minh, '/duyet GH1 dongy'))).toContain('do Văn phòng quyết định');
      expect(textOf(await world.press(minh, '/duyet GH1'))).not.toContain('[Đồng ý]');
      await world.press(hoa, '/duyet GH1 dongy');
      expect(extensions()[0]?.status).toBe('granted');
      expect(world.inboxOf('minh').at(-1)?.heading).toContain('GH1 của Sở Y tế: đồng ý');
      await world.press(hoa, '/kehoach K1 giahan tonghop');
      expect(textOf(await world.say(hoa, '/kehoach K1'))).toContain('đơn vị tổng hợp (và Văn phòng)');
    });

    it('tells the decider of a second extension that it is one', async () => {
      const { world, ha, minh } = office;
      await world.say(ha, '/giahan V1 30/6/2026 chờ số liệu');
      await world.press(minh, '/duyet GH1 dongy');

      await world.say(ha, '/giahan V1 7/7/2026 vẫn chờ số liệu');

      const asked = world.inboxOf('minh').at(-1);
      expect(asked?.text).toContain('đã gia hạn 1 lần; gia hạn thêm là trường hợp đặc biệt');
      expect(asked?.text).toContain('Hạn ban đầu: 22/06/2026. Hạn hiện hành: hết thứ Ba, 30/06/2026');
    });

    it('is never decided by whoever asked', async () => {
      const { world, minh } = office;
      await world.app.store.transaction((tx) => {
        const person = [...tx.all('persons')].find(({ name }) => name === 'Nguyễn Văn Minh');
        const unit = [...tx.all('units')].find(({ name }) => name === 'Sở Y tế');
        if (person && unit)
          tx.put('persons', { ...person, grants: [...person.grants, { role: 'officer', unitId: unit.id }] });
      });

      const sent = textOf(await world.say(minh, '/giahan V1 30/6/2026 chờ số liệu'));

      expect(sent).toContain('Đã chuyển Văn phòng theo dõi kế hoạch quyết định');
      expect(textOf(await world.press(minh, '/duyet GH1 dongy'))).toContain('không tự quyết định');
      expect(extensions()[0]?.status).toBe('requested');
    });

    it('moves reminders and verdict at once, and covers what was sent meanwhile', async () => {
      const { world, ha, minh, hoa } = office;
      await world.say(ha, '/giahan V1 30/6/2026 chờ số liệu');
      await world.moveTo('2026-06-24T10:00:00+07:00');
      const receipt = textOf(await world.sendFile(ha, report, 'bc.txt', '/nop V1'));
      expect(receipt).toContain('quá hạn 2 ngày');
      expect(textOf(await world.say(hoa, '/tiendo K1'))).toContain('quá hạn 1)');

      await world.press(minh, '/duyet GH1 dongy');

      const told = world.inboxOf('ha').at(-1);
      expect(told?.text).toContain('Bản 1 đã nộp được tính đúng hạn');
      expect(textOf(await world.say(ha, '/viec V1'))).toContain('đã nộp đúng hạn, chờ tiếp nhận');
      expect(textOf(await world.say(minh, '/duyet'))).toContain(
        'đúng hạn (đã gia hạn; khi nộp ghi quá hạn 2 ngày)',
      );
      expect(textOf(await world.say(hoa, '/tiendo K1'))).toContain('đúng hạn 1, quá hạn 0');
      // The receipt itself stays as it was given.
      expect([...world.app.store.all('submissions')][0]?.verdict).toMatchObject({
        isLate: true,
        daysLate: 2,
      });
    });

    it('stops the reminders of the old date and takes up those of the new one', async () => {
      const { world, ha, minh } = office;
      await world.say(ha, '/giahan V1 30/6/2026 chờ số liệu');
      await world.press(minh, '/duyet GH1 dongy');
      const digests = (): string[] =>
        world
          .inboxOf('ha')
          .filter(({ heading }) => heading?.startsWith('Nhắc việc'))
          .map(({ text }) => text);
      const before = digests().length;

      await world.moveTo('2026-06-23T17:00:00+07:00');
      // 23/6 is D-5 of the new date; nothing of the old one.
      const sent = digests().slice(before);
      expect(sent).toHaveLength(2);
      for (const text of sent)
        expect(text).toContain('hết thứ Ba, 30/06/2026 (đã gia hạn; hạn ban đầu 22/06/2026)');
    });

    it('says when nobody of the unit can be told', async () => {
      const { world, ha, minh } = office;
      await world.say(ha, '/giahan V1 30/6/2026 chờ số liệu');
      world.channel.gone.add('ha');

      await world.press(minh, '/duyet GH1 dongy');

      expect(world.inboxOf('hoa').at(-1)?.heading).toBe('Chưa báo được cho đơn vị');
      expect(world.inboxOf('hoa').at(-1)?.text).toContain('Đề nghị gia hạn GH1: đồng ý');
    });
  });
});
