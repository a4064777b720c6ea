import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hoa, worldOfHoa } from '../../fakes/clerk.js';
import { deadline } from '../../fakes/drafts.js';
import { task, type Talker, type World } from '../../fakes/world.js';

const report = Buffer.from('%PDF-1.4 báo cáo tổng kết');

function textOf(messages: readonly { heading?: string | undefined; text: string }[]): string {
  return messages.map((message) => `${message.heading ?? ''}\n${message.text}`).join('\n---\n');
}

describe('src/app: the main job', () => {
  let world: World;
  let ha: Talker;
  let minh: Talker;

  beforeEach(async () => {
    world = await worldOfHoa('2026-06-15T09:00:00+07:00');
    ha = await world.link('ha', 'Lê Thu Hà', 'officer', 'Sở Y tế');
    minh = await world.link('minh', 'Nguyễn Văn Minh', 'consolidator', 'Sở Tài chính');
    await world.publish([
      task('xây dựng báo cáo tổng kết 10 năm', ['Sở Y tế', 'Sở Giáo dục và Đào tạo'], '2026-06-22'),
      task('tổ chức hội nghị triển khai', ['Sở Giáo dục và Đào tạo'], '2026-07-31'),
    ]);
  });

  afterEach(async () => {
    await world.close();
  });

  it('lists only the asker’s own assignments, with weekday and days left', async () => {
    const answer = textOf(await world.say(ha, '/viec'));

    expect(answer).toContain('Xây dựng báo cáo tổng kết 10 năm');
    expect(answer).toContain('thứ Hai, 22/06/2026');
    expect(answer).toContain('còn 7 ngày');
    expect(answer).not.toContain('hội nghị');
  });

  it('says under the open work how much is still to come, and to nobody who has none', async () => {
    const later = {
      kind: 'window' as const,
      from: '2026-10-01',
      statedOn: '2026-12-31',
      dueOn: '2026-12-31',
    };
    await world.publish(
      [
        task('tổng kết phong trào', ['Sở Y tế'], null, {
          deadlines: [deadline('quý IV năm 2026', later)],
        }),
      ],
      { number: '77/KH-UBND' },
    );
    const duc = await world.link('duc', 'Phan Trí Đức', 'officer', 'Sở Giáo dục và Đào tạo');

    const answer = textOf(await world.say(ha, '/viec'));
    expect(answer).not.toContain('Tổng kết phong trào');
    expect(answer).toContain('Ngoài ra có 1 việc chưa đến kỳ');
    expect(textOf(await world.say(ha, '/viec xây dựng báo cáo'))).not.toContain('Ngoài ra');
    expect(textOf(await world.say(duc, '/viec'))).not.toContain('Ngoài ra');
    await world.moveTo('2026-10-05T09:00:00+07:00');
    expect(textOf(await world.say(ha, '/viec'))).toContain('Tổng kết phong trào');
  });

  it('answers a sentence without diacritics and shows one assignment in full by its number', async () => {
    await world.say(ha, 'viec cua don vi toi');
    const full = await world.say(ha, '1');

    expect(textOf(full)).toContain('Nơi nhận: Sở Tài chính');
    expect(full[0]?.choices?.map((choice) => choice.command)).toContain('/nop V1');
  });

  it('takes a file, answers with a receipt, and forwards it to the collecting office', async () => {
    const receipt = textOf(await world.sendFile(ha, report, 'bao cao.pdf'));

    expect(receipt).toContain('Đã nhận 01 tệp của Sở Y tế');
    expect(receipt).toMatch(/mã tiếp nhận TN-\d{5}-[A-Z0-9]{4}/);
    expect(receipt).toContain('phiên bản 1');
    expect(receipt).toContain('đúng hạn');
    const arrived = world.inboxOf('minh').at(-1);
    expect(arrived?.heading).toContain('Sở Y tế đã gửi 01 tệp');
    expect(arrived?.files?.[0]?.sha256).toBe(createHash('sha256').update(report).digest('hex'));
  });

  it('says how many days late a report is, by the time it was sent', async () => {
    await world.moveTo('2026-06-24T10:00:00+07:00');

    expect(textOf(await world.sendFile(ha, report, 'bao cao.pdf'))).toContain('quá hạn 2 ngày');
  });

  it('judges lateness by the platform’s time, so weak signal makes nobody late', async () => {
    await world.moveTo('2026-06-23T00:10:00+07:00');
    const file = world.channel.addFile(report, 'bao cao.pdf');
    const sentAt = Date.parse('2026-06-22T23:59:30+07:00');

    const answer = await world.receive(
      ha,
      { kind: 'files', files: [file], caption: null, albumId: null },
      { at: sentAt },
    );

    expect(textOf(answer)).toContain('đúng hạn');
  });

  it('keeps versions, and returns one with a reason and a new date', async () => {
    await world.sendFile(ha, report, 'ban 1.pdf');
    const second = textOf(await world.sendFile(ha, Buffer.from('bản hai'), 'ban 2.pdf', '/nop V1'));
    const code = /TN-[\w-]+/.exec(second)?.[0] ?? '';
    expect(second).toContain('phiên bản 2');

    await world.press(minh, `/duyet ${code} tra`);
    await world.say(minh, 'thiếu phụ lục số liệu, nộp lại đến hết ngày 26/6');

    const told = world.inboxOf('ha').at(-1);
    expect(told?.heading).toContain('trả lại');
    expect(told?.text).toContain('thiếu phụ lục');
    expect(told?.text).toContain('26/06/2026');
    expect(textOf(await world.say(ha, '/viec'))).toContain('26/06/2026');
  });

  it('decides a submission once, however often the button is pressed', async () => {
    const code = /TN-[\w-]+/.exec(textOf(await world.sendFile(ha, report, 'bc.pdf')))?.[0] ?? '';

    await world.press(minh, `/duyet ${code} nhan`);
    const again = textOf(await world.press(minh, `/duyet ${code} nhan`));

    expect(again).toContain('đã được xử lý');
    expect([...world.app.store.all('reviews')]).toHaveLength(1);
    expect(world.inboxOf('ha').filter((m) => m.heading === 'Báo cáo đã được tiếp nhận')).toHaveLength(1);
  });

  it('lets nobody decide on, read or hand in what is not theirs', async () => {
    const code = /TN-[\w-]+/.exec(textOf(await world.sendFile(ha, report, 'bc.pdf')))?.[0] ?? '';
    const giao = await world.link('giao', 'Vũ Giao', 'officer', 'Sở Giáo dục và Đào tạo');
    const stranger = { id: 'x', name: 'Người lạ' };

    expect(textOf(await world.press(giao, `/duyet ${code} nhan`))).toContain('không thuộc phạm vi');
    expect(textOf(await world.say(giao, '/viec V1'))).toContain('Không có việc mang mã');
    expect(textOf(await world.say(giao, '/viec V99'))).toContain('Không có việc mang mã');
    expect(textOf(await world.press(giao, '/khongphatsinh V1'))).toContain('Không có việc mang mã');
    expect(textOf(await world.say(stranger, '/viec'))).toContain('chưa được liên kết');
    expect(textOf(await world.sendFile(stranger, report, 'bc.pdf'))).toContain('chưa được liên kết');
    expect([...world.app.store.all('submissions')]).toHaveLength(1);
  });

  it('asks which assignment a file is for when that is not certain, and takes a typed number', async () => {
    const giao = await world.link('giao', 'Vũ Giao', 'officer', 'Sở Giáo dục và Đào tạo');

    const question = await world.sendFile(giao, report, 'tai lieu.pdf');
    expect(textOf(question)).toContain('Đề nghị chọn việc');
    expect([...world.app.store.all('submissions')]).toHaveLength(0);

    expect(textOf(await world.say(giao, '2'))).toContain('Đã nhận 01 tệp');
    const [submission] = [...world.app.store.all('submissions')];
    expect(submission?.files[0]?.name).toBe('tai lieu.pdf');
  });

  it('registers a nil report and a completion without a file as submissions', async () => {
    expect(textOf(await world.say(ha, '/khongphatsinh V1'))).toContain('Đã nhận báo cáo không phát sinh');
    const giao = await world.link('giao', 'Vũ Giao', 'officer', 'Sở Giáo dục và Đào tạo');
    await world.say(giao, '/xong V3');
    expect(textOf(await world.say(giao, 'đã tổ chức ngày 10/6'))).toContain('Đã nhận báo cáo đã hoàn thành');
  });

  it('moves the due date only when an extension is granted, and keeps the original visible', async () => {
    await world.say(ha, '/giahan V1 30/6/2026 chờ số liệu của các xã');
    expect(textOf(await world.say(ha, '/viec V1'))).toContain('hết thứ Hai, 22/06/2026');

    await world.press(minh, '/duyet GH1 dongy');

    expect(world.inboxOf('ha').at(-1)?.heading).toContain('chấp thuận');
    const full = textOf(await world.say(ha, '/viec V1'));
    expect(full).toContain('hết thứ Ba, 30/06/2026');
    expect(full).toContain('hạn ban đầu 22/06/2026');
  });

  it('shows figures and who is missing, urges once a day, and says whom it cannot reach', async () => {
    await world.moveTo('2026-06-24T09:00:00+07:00');

    expect(textOf(await world.say(minh, '/tiendo'))).toContain('quá hạn 2');
    const missing = await world.say(minh, '/dondoc');
    expect(textOf(missing)).toContain('Sở Giáo dục và Đào tạo');
    expect(textOf(missing)).toContain('chưa có cán bộ nào liên kết');
    const before = world.inboxOf('ha').length;
    await world.press(minh, missing[0]?.choices?.[0]?.command ?? '');
    await world.press(minh, missing[0]?.choices?.[0]?.command ?? '');
    const urged = world.inboxOf('ha').slice(before);
    expect(urged.filter((message) => message.heading === 'Đôn đốc thực hiện nhiệm vụ')).toHaveLength(1);
  });

  it('answers only its own scope in a group, and only when addressed', async () => {
    const group = { id: 'g1', title: 'Nhóm Sở Y tế' };
    const codeText = textOf(await world.say(hoa, '/nhom Sở Y tế'));
    const code = /\/lienket ([A-Z0-9-]+)/.exec(codeText)?.[1] ?? '';
    expect(textOf(await world.say(ha, `/lienket ${code}`, group))).toContain('đã được gắn với Sở Y tế');

    const list = textOf(await world.say(ha, '/viec', group));
    expect(list).toContain('Xây dựng báo cáo');
    expect(list).not.toContain('hội nghị');
    const chatter = await world.receive(
      ha,
      { kind: 'text', text: 'mọi người ăn trưa chưa' },
      { group, addressed: false, at: 0 },
    );
    expect(chatter).toEqual([]);
    expect(textOf(await world.say(ha, `/lienket ${code}`, group))).toContain('Mã không đúng, đã dùng');
  });

  it('joins a second channel account by a code, and refuses a used, a wrong and too many codes', async () => {
    const code = /\/lienket ([A-Z0-9-]+)/.exec(textOf(await world.say(ha, '/lienket')))?.[1] ?? '';
    const phone = { id: 'ha-2', name: 'Hà (máy khác)' };
    await world.say(phone, `/lienket ${code.toLowerCase()}`);
    expect(textOf(await world.say(phone, '/viec'))).toContain('Xây dựng báo cáo');

    const stranger = { id: 'x', name: 'Người lạ' };
    const used = textOf(await world.say(stranger, `/start ${code}`));
    const wrong = textOf(await world.say(stranger, '/start AAAA-BBBB-CCCC-DDDD'));
    expect(used).toBe(wrong);
    for (let i = 0; i < 3; i += 1) await world.say(stranger, '/start AAAA-BBBB-CCCC-DDDD');
    expect(textOf(await world.say(stranger, '/start AAAA-BBBB-CCCC-DDDD'))).toContain('chờ 15 phút');
  });

  it('tells the person what is wrong with an empty file and takes nothing', async () => {
    const answer = textOf(await world.sendFile(ha, new Uint8Array(), 'rong.docx'));

    expect(answer).toContain('rỗng (0 byte)');
    expect([...world.app.store.all('submissions')]).toHaveLength(0);
  });

  it('answers forged and stale presses, and documents nobody can read, each with its sentence', async () => {
    expect(textOf(await world.press(ha, 'verb:17:nonce'))).toContain('Không có mục mang số này');
    expect(textOf(await world.press(ha, '/khong-co-lenh'))).toContain('Không có lệnh');
    expect(textOf(await world.press(ha, '/kehoach D1 banhanh'))).toContain('không thuộc phạm vi');
    expect(textOf(await world.press(minh, '/duyet TN-00099-XXXX nhan'))).toContain('Không tìm thấy báo cáo');
    expect(textOf(await world.press(ha, '/dondoc K1 gui'))).toContain('không thuộc phạm vi');

    const broken = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.from('không phải tệp Word')]);
    expect(textOf(await world.sendFile(hoa, broken, 'ke hoach.docx'))).toContain(
      'bị hỏng hoặc có cấu trúc không an toàn',
    );
    expect(
      textOf(await world.sendFile(hoa, Buffer.from('Rar!\u001a\u0007\u0000 ...'), 'ke hoach.docx')),
    ).toContain('được nén dạng .rar nên hệ thống không kiểm tra được nội dung');
    expect(
      textOf(await world.sendFile(hoa, Buffer.from('Thư mời họp tổ dân phố.'), 'thu moi.txt')),
    ).toContain('không có nội dung giao nhiệm vụ');
    expect([...world.app.store.all('drafts')].filter((draft) => draft.status === 'open')).toEqual([]);
  });

  it('refuses a report that carries a mark of secrecy, and keeps nothing of it', async () => {
    const marked = Buffer.from('ỦY BAN NHÂN DÂN TỈNH\nTỐI MẬT\nSố: 05/BC-SYT\nBáo cáo tình hình');

    const answer = textOf(await world.sendFile(ha, marked, 'bao cao.txt'));

    expect(answer).toContain('dấu chỉ độ mật');
    expect([...world.app.store.all('submissions')]).toHaveLength(0);
    expect(await world.app.vault.list()).not.toContain(createHash('sha256').update(marked).digest('hex'));
  });

  it('lets the number of a menu choose in a group, for the person who was shown it alone', async () => {
    const group = { id: 'g1', title: 'Nhóm Sở Y tế' };
    const code = /\/lienket ([A-Z0-9-]+)/.exec(textOf(await world.say(hoa, '/nhom Sở Y tế')))?.[1] ?? '';
    await world.say(ha, `/lienket ${code}`, group);
    await world.say(ha, '/viec', group);

    const overheard = { group, addressed: false, at: world.clock.now() };
    expect(await world.receive(ha, { kind: 'text', text: 'mai họp nhé' }, overheard)).toEqual([]);
    expect(textOf(await world.receive(ha, { kind: 'text', text: '1' }, overheard))).toContain('Việc V1');
    expect(await world.receive(minh, { kind: 'text', text: '1' }, overheard)).toEqual([]);
  });

  it('handles one event once, however often it is delivered', async () => {
    const file = world.channel.addFile(report, 'bc.pdf');
    const content = { kind: 'files' as const, files: [file], caption: null, albumId: null };

    await world.receive(ha, content, { externalId: 'e1', at: world.clock.now() });
    await world.receive(ha, content, { externalId: 'e1', at: world.clock.now() });
    await world.restart();
    await world.receive(ha, content, { externalId: 'e1', at: world.clock.now() });

    expect([...world.app.store.all('submissions')]).toHaveLength(1);
  });

  it('keeps an album together as one submission', async () => {
    const parts = ['1.jpg', '2.jpg', '3.jpg'].map((name) => world.channel.addFile(Buffer.from(name), name));
    for (const [i, part] of parts.entries()) {
      await world.channel.receive(
        ha,
        { kind: 'files', files: [part], caption: i === 1 ? '/nop V1' : null, albumId: 'a1' },
        { at: world.clock.now() },
      );
    }
    await world.app.settled();

    const submissions = [...world.app.store.all('submissions')];
    expect(submissions).toHaveLength(1);
    expect(submissions[0]?.files.map((file) => file.name)).toEqual(['1.jpg', '2.jpg', '3.jpg']);
  });

  it('lets a command win over a pending step, and /huy drop it', async () => {
    await world.say(ha, '/giahan V1');
    expect(textOf(await world.say(ha, '/viec'))).toContain('Việc của Sở Y tế');
    await world.say(ha, '/huy');
    expect(textOf(await world.say(ha, '30/6/2026 lý do'))).toContain('chưa hiểu');
  });
});
