import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawPdf } from '../../../fakes/pdf.js';
import { choiceOf, codeIn, type Office, openOffice, textOf } from '../../../fakes/office.js';
import { task } from '../../../fakes/world.js';

const report = Buffer.from('Báo cáo tổng kết 10 năm\nI. Tình hình triển khai');

describe('commands/duyet.ts: the queue', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.world.close());

  it('lists the longest waiting first, with how many, how long, and what came late', async () => {
    const { world, ha, giao, minh } = office;
    await world.moveTo('2026-06-22T10:00:00+07:00');
    const first = codeIn(await world.sendFile(giao, report, 'bc.txt', '/nop V2'));
    await world.moveTo('2026-06-24T10:00:00+07:00');
    const second = codeIn(await world.sendFile(ha, report, 'bc.txt', '/nop V1'));
    await world.moveTo('2026-06-24T15:00:00+07:00');

    const list = textOf(await world.say(minh, '/duyet'));

    expect(list.indexOf(first)).toBeLessThan(list.indexOf(second));
    expect(list).toContain('02 báo cáo chờ tiếp nhận: chờ lâu nhất từ 10 giờ 00, 22/06/2026; nộp muộn 1');
    expect(list).toContain('đúng hạn; chờ 2 ngày');
    expect(list).toContain('quá hạn 2 ngày; chờ 5 giờ');
    expect(list).toContain(`[1. Sở Giáo dục và Đào tạo] /duyet ${first}`);
  });

  it('pages a long queue, and narrows it to one plan', async () => {
    const { world, ha, hoa } = office;
    await world.publish(
      Array.from({ length: 19 }, (_, i) => task(`báo cáo chuyên đề số ${i + 1}`, ['Sở Y tế'], '2026-06-30')),
      { number: '99/KH-UBND' },
    );
    for (let number = 3; number <= 22; number += 1) await world.say(ha, `/khongphatsinh V${number}`);
    await world.say(ha, '/khongphatsinh V1');

    const first = await world.say(hoa, '/duyet');
    expect(textOf(first)).toContain('Chờ xử lý (trang 1/3)');
    const second = await world.press(hoa, choiceOf(first, /Xem tiếp/));
    expect(textOf(second)).toContain('trang 2/3');
    expect(second[0]?.choices?.filter(({ label }) => /^\d/.test(label))).toHaveLength(8);
    const last = await world.press(hoa, choiceOf(second, /Xem tiếp/));
    expect(textOf(last)).not.toContain('Xem tiếp');
    // The second plan was V3; 19 of plan K3 are V4 to V22.
    const narrowed = textOf(await world.say(hoa, '/duyet K3 trang 3'));
    expect(narrowed).toContain('kế hoạch 99/KH-UBND (trang 3/3)');
    expect(narrowed).not.toContain('62/KH-UBND');
    expect(textOf(await world.say(hoa, '/duyet 62'))).toContain('01 báo cáo chờ tiếp nhận');
    expect(textOf(await world.say(hoa, '/duyet trang 99'))).toContain('trang 3/3');
  });

  it('shows one in full: earlier versions with their decisions and remarks, what is missing, the next one', async () => {
    const { world, ha, giao, minh } = office;
    const first = codeIn(await world.sendFile(ha, report, 'ban 1.txt', '/nop V1'));
    await world.say(minh, `/duyet ${first} tra thiếu phụ lục số liệu`);
    await world.say(minh, `/duyet ${first} ghichu noibo hỏi lại chị Hà`);
    const second = codeIn(await world.sendFile(ha, report, 'ban 2.txt', '/nop V1 bản đầy đủ'));
    await world.sendFile(giao, report, 'bc.txt', '/nop V2');

    const card = await world.say(minh, `/duyet ${second}`);

    const text = textOf(card);
    expect(text).toContain('phiên bản 2 (thay bản 1, bản cũ vẫn được lưu)');
    expect(text).toMatch(
      new RegExp(`Bản 1 \\(${first}\\): đúng hạn; Nguyễn Văn Minh trả lại .*thiếu phụ lục số liệu`),
    );
    expect(text).toContain('Ghi chú nội bộ của Nguyễn Văn Minh (bản 1');
    expect(text).toContain('Chưa xử lý');
    expect(card[0]?.choices?.map(({ label }) => label)).toEqual([
      'Tiếp nhận',
      'Trả lại',
      'Ghi chú',
      'Xem tệp (1)',
      'Nơi đã nhận',
      'Kế tiếp (còn 1)',
    ]);
    const next = textOf(await world.press(minh, choiceOf(card, /Kế tiếp/)));
    expect(next).toContain('Sở Giáo dục và Đào tạo: bc.txt');
    // After the last comes the first again.
    const other = await world.press(minh, `/duyet tiep ${codeIn(await world.say(minh, '/duyet K1'))}`);
    expect(other).toHaveLength(1);
    const old = textOf(await world.say(minh, `/duyet ${first}`));
    expect(old).toContain(`Đơn vị đã gửi bản 2 (mã ${second}) thay bản này`);
    expect(old).not.toContain('[Tiếp nhận]');
  });

  it('sends the files again on request, byte for byte, and says when there are none', async () => {
    const { world, ha, giao, minh } = office;
    const code = codeIn(await world.sendFile(ha, report, 'bc.txt', '/nop V1'));
    const nil = codeIn(await world.say(giao, '/khongphatsinh V2'));

    const [files] = await world.press(minh, `/duyet ${code} tep`);
    expect(files?.files?.map(({ name }) => name)).toEqual(['bc.txt']);
    expect(await world.app.vault.read(files?.files?.[0]?.sha256 ?? '')).toEqual(report);
    expect(textOf(await world.press(minh, `/duyet ${nil} tep`))).toContain('không có tệp');
  });

  it('gives a glance at the first page of a PDF as a picture, at other files as their first lines', async () => {
    const { world, ha, giao, minh } = office;
    const pdf = await drawPdf(({ text }) => text('BÁO CÁO TỔNG KẾT', 100, 100));
    const scanned = codeIn(await world.sendFile(ha, pdf, 'bc.pdf', '/nop V1'));
    const typed = codeIn(await world.sendFile(giao, report, 'bc.txt', '/nop V2'));

    const [card] = await world.say(minh, `/duyet ${scanned}`);
    expect(card?.picture?.mime).toBe('image/png');
    expect(card?.text).toContain('Ảnh: trang đầu tệp bc.pdf');
    const png = await world.app.vault.read(card?.picture?.sha256 ?? '');
    expect([...png.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
    const [other] = await world.press(minh, `/duyet tiep ${scanned}`);
    expect(other?.picture).toBeUndefined();
    expect(other?.text).toContain(
      'Trích đầu tệp bc.txt:\n“Báo cáo tổng kết 10 năm\nI. Tình hình triển khai”',
    );
    expect(other?.heading).toContain(typed);
  });

  it('shows a damaged file without a glance and does not stumble over it', async () => {
    const { world, ha, minh } = office;
    const code = codeIn(await world.sendFile(ha, Buffer.from('%PDF-1.7 hỏng rồi'), 'hong.pdf', '/nop V1'));

    const [card] = await world.say(minh, `/duyet ${code}`);

    expect(card?.picture).toBeUndefined();
    expect(card?.text).toContain('hong.pdf');
    expect(textOf(card ? [card] : [])).toContain('[Tiếp nhận]');
  });

  it('accepts several at once: lists them, asks, takes no more than was listed, and tells each unit', async () => {
    const { world, ha, giao, minh } = office;
    const first = codeIn(await world.sendFile(ha, report, 'bc.txt', '/nop V1'));
    const second = codeIn(await world.sendFile(giao, report, 'bc.txt', '/nop V2'));

    const question = await world.press(minh, choiceOf(await world.say(minh, '/duyet K1'), /Tiếp nhận cả 2/));
    expect(textOf(question)).toContain('Tiếp nhận 2 báo cáo?');
    // Meanwhile one unit replaces its report.
    const newer = codeIn(await world.sendFile(giao, Buffer.from('bản hai'), 'b2.txt', '/nop V2'));
    const done = textOf(await world.press(minh, choiceOf(question, /^Tiếp nhận 2/)));

    expect(done).toContain('Đã tiếp nhận 1 báo cáo');
    expect(done).toContain('1 báo cáo đã được xử lý hoặc được thay bằng bản mới');
    const reviews = [...world.app.store.all('reviews')];
    expect(reviews).toHaveLength(1);
    expect(world.inboxOf('ha').at(-1)?.heading).toBe('Báo cáo đã được tiếp nhận');
    expect(textOf(await world.say(minh, '/duyet'))).toContain(newer);
    expect(textOf(await world.say(minh, '/duyet'))).not.toContain(second);
    expect(textOf(await world.say(minh, `/duyet ${first}`))).toContain('Nguyễn Văn Minh tiếp nhận');
    expect(textOf(await world.press(minh, '/duyet nhan tatca dongy'))).toContain('không còn hiệu lực');
  });

  it('says so when nothing waits, anywhere or in one plan', async () => {
    const { world, minh } = office;

    expect(textOf(await world.say(minh, '/duyet'))).toContain('không có báo cáo hay đề nghị gia hạn nào');
    expect(textOf(await world.say(minh, '/duyet K1'))).toContain('Kế hoạch 62/KH-UBND hiện không có');
    expect(textOf(await world.say(minh, '/duyet nhan tatca'))).toContain('không có báo cáo');
  });

  it('finds a plan by words and offers a choice when several fit', async () => {
    const { world, hoa } = office;

    const choice = await world.say(hoa, '/duyet tổng kết');
    expect(textOf(choice)).toContain('[K1 · 62/KH-UBND] /duyet K1');
    expect(textOf(choice)).toContain('[K2 · 77/KH-UBND] /duyet K2');
    expect(textOf(await world.say(hoa, '/duyet lung tung'))).toContain(
      'Không tìm thấy báo cáo mang mã lung tung',
    );
  });
});
