import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { photo } from '../../fakes/photos.js';
import { paper, receiptIn, sendingWorld, type SendingWorld } from '../../fakes/sending.js';
import { task } from '../../fakes/world.js';

describe('commands/nop chuyen: what went to the wrong assignment', () => {
  let world: SendingWorld;

  beforeEach(async () => {
    world = await sendingWorld();
  });

  afterEach(() => world.close());

  const send = async (caption = 'V1'): Promise<string> =>
    receiptIn(await world.send(world.ha, [[paper('a'), 'bc.pdf']], { caption }));

  it('moves it with the time it was sent, tells the office, and leaves the wrong one on record without effect', async () => {
    const code = await send();
    await world.moveTo('2026-06-26T09:00:00+07:00');

    const answer = await world.ask(world.ha, `/nop chuyen ${code} V3`);

    expect(answer).toContain('lúc 09 giờ 00 phút 00 giây, ngày 15/06/2026');
    expect(answer).toContain('đúng hạn');
    expect(answer).toContain(`mã ${code} không còn hiệu lực`);
    const [wrong, right] = world.submissions();
    expect(wrong?.receiptCode).toBe(code);
    expect(right).toMatchObject({ sentAt: wrong?.sentAt, files: wrong?.files });
    expect(right?.receiptCode).not.toBe(code);
    expect(await world.ask(world.ha, '/viec V1')).toContain('quá hạn');
    expect(await world.ask(world.ha, '/viec V1')).toContain('đơn vị đã rút (chuyển sang việc V3)');
    expect(await world.ask(world.ha, '/viec V3')).toContain('đã nộp đúng hạn');
    expect(world.inboxOf('minh').map((one) => one.heading)).toContain(
      'Sở Y tế chuyển báo cáo sang việc khác',
    );
    expect(await world.ask(world.minh, '/duyet')).not.toContain(code);
    expect(await world.press(world.minh, `/duyet ${code} nhan`)).toHaveLength(1);
    expect(world.app.store.find('reviews', 'bySubmission', wrong?.id ?? '')).toHaveLength(1);
    expect(await world.ask(world.ha, `/bienlai ${code}`)).toContain('Đơn vị đã rút');
  });

  it('leaves the office nothing to decide about what was taken back', async () => {
    const clerk = { id: 'hoa', name: 'Trần Thị Hoa' };
    const code = await send();
    await world.ask(world.ha, `/nop chuyen ${code} V3`);

    const shown = await world.ask(world.minh, `/duyet ${code}`);
    expect(shown).toContain('chuyển sang việc V3');
    expect(shown).not.toContain('trả lại lúc');
    for (const who of [world.minh, clerk])
      for (const typed of [`/duyet ${code} nhan`, `/duyet ${code} tra thiếu chữ ký`, `/duyet ${code} doi`])
        await world.ask(who, typed);
    const reviews = [...world.app.store.all('reviews')].map((review) => review.decision);
    expect(reviews).toEqual(['withdrawn']);
  });

  it('asks where to, from the receipt, from words, and without a code', async () => {
    const code = await send('V1');
    for (const typed of [`/nop chuyen ${code}`, '/nop chuyen', 'gửi nhầm việc rồi']) {
      const question = await world.ask(world.ha, typed);
      expect(question, typed).toContain(`Báo cáo ${code} đang ghi cho việc V1`);
      expect(question).toContain('1. V3');
      expect(question).not.toContain('. V1:');
    }
    expect(await world.ask(world.ha, '1')).toContain('Việc V3');
  });

  it('takes the last one when only the right assignment is named', async () => {
    await send('V1');

    expect(await world.ask(world.ha, '/nop chuyen sang V3')).toContain('Việc V3');
  });

  it('offers it where the assignment was not named', async () => {
    await world.send(world.ha, [[paper('a'), 'tham luan.pdf']], { caption: 'tham luận' });

    expect(await world.tap(world.ha, /Không đúng việc/)).toContain('đang ghi cho việc V3');
  });

  it('gives the assignment back the version it had before', async () => {
    const first = await send('V1');
    await world.passMinutes(60);
    const second = receiptIn(await world.send(world.ha, [[paper('b'), 'khac.pdf']], { caption: 'V1' }));

    await world.ask(world.ha, `/nop chuyen ${second} V3`);

    expect(await world.ask(world.minh, '/duyet')).toContain(first);
    expect(await world.ask(world.ha, '/viec V1')).toContain('đã nộp đúng hạn, chờ tiếp nhận');
    // The number of a version is never given twice.
    await world.passMinutes(60);
    expect(await world.send(world.ha, [[paper('c'), 'moi.pdf']], { caption: 'V1' })).toContain('phiên bản 3');
  });

  it('moves photographs as the PDF they were made, and what was given back for being wrong', async () => {
    const code = receiptIn(
      await world.send(
        world.ha,
        [
          [photo('1'), 'a.jpg'],
          [photo('2'), 'b.jpg'],
        ],
        { caption: 'V1' },
      ),
    );
    await world.press(world.minh, `/duyet ${code} tra nhầm việc`);

    await world.ask(world.ha, `/nop chuyen ${code} V3`);

    const [wrong, right] = world.submissions();
    expect(right?.files).toEqual(wrong?.files);
    const full = await world.ask(world.ha, '/viec V1');
    expect(full).toContain('trong hạn, còn 7 ngày');
    expect(full).toContain('đơn vị đã rút');
  });

  it('leaves nothing of a paper whose pages came one by one', async () => {
    for (const page of ['1', '2', '3'])
      await world.send(world.ha, [[photo(page), `${page}.jpg`]], { caption: 'V1' });
    await world.ask(world.ha, '/nop chuyen V3');

    expect(await world.ask(world.ha, '/viec V1')).toContain('trong hạn, còn 7 ngày');
    expect(world.submissions().at(-1)?.files[0]?.joinedFrom).toHaveLength(3);
  });

  it('leaves what was there before a file was added by mistake', async () => {
    await send('V1');
    const second = receiptIn(await world.send(world.ha, [[paper('b'), 'tham luan.pdf']], { caption: 'V1' }));
    await world.ask(world.ha, `/nop chuyen ${second} V3`);

    expect(
      world
        .submissions()
        .at(-1)
        ?.files.map((one) => one.name),
    ).toEqual(['tham luan.pdf']);
    expect(await world.ask(world.ha, '/viec V1')).toContain('đã nộp đúng hạn, chờ tiếp nhận');
  });

  it('moves what was sent elsewhere with its day', async () => {
    const code = receiptIn(await world.ask(world.ha, '/nop V1 da gui 5/BC-SYT 10/6/2026'));
    await world.ask(world.ha, `/nop chuyen ${code} V3`);

    expect(world.submissions()[1]).toMatchObject({
      kind: 'elsewhere',
      statedOn: '2026-06-10',
      verdict: { isLate: false },
    });
  });

  it('moves nothing that was accepted, replaced, moved already, or is somebody else’s', async () => {
    const code = await send('V1');
    expect(await world.ask(world.ha, `/nop chuyen ${code} V1`)).toContain('đang ở đúng việc này');
    expect(await world.ask(world.giao, `/nop chuyen ${code} V2`)).toContain(
      'Không có báo cáo nào chuyển được',
    );
    expect(await world.ask(world.minh, `/nop chuyen ${code} V3`)).toContain('chưa được gắn với đơn vị nào');
    expect(await world.ask(world.ha, `/nop chuyen ${code} V2`)).toContain('Không có việc mang mã V2');
    expect(await world.ask(world.ha, '/nop chuyen TN-99999-AAAAAA V3')).toContain(
      'Không có báo cáo nào chuyển được',
    );
    await world.passMinutes(60);
    const second = receiptIn(await world.send(world.ha, [[paper('b'), 'khac.pdf']], { caption: 'V1' }));
    expect(await world.ask(world.ha, `/nop chuyen ${code} V3`)).toContain('đã có bản mới hơn');
    await world.press(world.minh, `/duyet ${second} nhan`);
    expect(await world.ask(world.ha, `/nop chuyen ${second} V3`)).toContain('đã được tiếp nhận');
    expect(world.submissions()).toHaveLength(2);
    const third = await send('V3');
    await world.publish([task('báo cáo quý', ['Sở Y tế'], '2026-06-30')], { number: '77/KH-UBND' });
    await world.ask(world.ha, `/nop chuyen ${third} V4`);
    expect(await world.ask(world.ha, `/nop chuyen ${third} V4`)).toContain(
      'đã được chuyển sang việc khác trước đó',
    );
    expect(world.submissions()).toHaveLength(4);
  });
});
