import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paper, sendingWorld, type SendingWorld } from '../../fakes/sending.js';
import { task } from '../../fakes/world.js';

describe('commands/nop: tasks that ask for several things', () => {
  let world: SendingWorld;

  beforeEach(async () => {
    world = await sendingWorld([
      task('xây dựng báo cáo tổng kết', ['Sở Y tế'], '2026-06-22', {
        deliverable: 'báo cáo kèm phụ lục số liệu',
      }),
    ]);
  });

  afterEach(() => world.close());

  const last = () => world.submissions().at(-1);
  const items = (): string[] =>
    last()?.files.map((one) => `${one.name}=${one.item ?? ''}@${one.since ?? ''}`) ?? [];

  it('names what is missing, to the unit and to the office, and is complete with the next file', async () => {
    const first = await world.send(world.ha, [[paper('a'), 'BC tong ket.pdf']]);
    expect(first).toContain('Còn thiếu: phụ lục số liệu');
    expect(first).toContain('chưa đủ');
    expect(first).toContain('đúng hạn');
    expect(world.inboxOf('minh').at(-1)?.text).toContain('Còn thiếu so với yêu cầu: phụ lục số liệu');
    expect(await world.ask(world.ha, '/viec')).toContain('còn thiếu phụ lục số liệu');
    const full = await world.ask(world.ha, '/viec V1');
    expect(full).toContain('Cần nộp: 1. báo cáo; 2. phụ lục số liệu');
    expect(full).toContain('còn thiếu phụ lục số liệu');

    await world.moveTo('2026-06-20T09:00:00+07:00');
    const second = await world.send(world.ha, [[paper('b'), 'so lieu.xlsx']]);

    expect(second).not.toContain('Còn thiếu');
    expect(second).toContain('phiên bản 2');
    expect(items()).toEqual(['BC tong ket.pdf=báo cáo@1', 'so lieu.xlsx=phụ lục số liệu@']);
    expect(await world.ask(world.ha, '/viec V1')).not.toContain(
      'Tình trạng: đã nộp đúng hạn, chờ tiếp nhận; còn thiếu',
    );
  });

  it('takes both at once, and carries on what a later file does not replace', async () => {
    expect(
      await world.send(world.ha, [
        [paper('a'), 'bao cao.pdf'],
        [paper('b'), 'phu luc.pdf'],
      ]),
    ).not.toContain('Còn thiếu');
    await world.moveTo('2026-06-20T09:00:00+07:00');
    await world.send(world.ha, [[paper('c'), 'bao cao da ky.pdf']], { caption: 'V1' });

    expect(items()).toEqual(['phu luc.pdf=phụ lục số liệu@1', 'bao cao da ky.pdf=báo cáo@']);
  });

  it('takes a corrected report in place of the draft of minutes ago, beside the appendix', async () => {
    await world.publish([task('báo cáo quý II', ['Sở Y tế'], '2026-06-25')], { number: '9/KH-UBND' });
    await world.send(
      world.ha,
      [
        [paper('a'), 'du thao bao cao.pdf'],
        [paper('b'), 'phu luc.pdf'],
      ],
      { caption: 'V1' },
    );
    await world.send(world.ha, [[paper('c'), 'Scan0009.pdf']]);
    await world.tap(world.ha, /Bổ sung V1/);

    expect(items()).toEqual(['phu luc.pdf=phụ lục số liệu@1', 'Scan0009.pdf=báo cáo@']);
  });

  it('lets the unit say which item a file is', async () => {
    await world.send(world.ha, [[paper('a'), 'Scan0001.pdf']]);
    expect(items()).toEqual(['Scan0001.pdf=báo cáo@']);
    const sentAt = last()?.sentAt;
    await world.moveTo('2026-06-23T09:00:00+07:00');

    const answer = await world.tap(world.ha, /là phụ lục số liệu/);

    expect(answer).toContain('Còn thiếu: báo cáo');
    expect(answer).toContain('đúng hạn');
    expect(items()).toEqual(['Scan0001.pdf=phụ lục số liệu@1']);
    expect(last()?.sentAt).toBe(sentAt);
    expect(await world.ask(world.ha, '/nop V1 muc 7')).toContain('có 2 mục: 1. báo cáo; 2. phụ lục số liệu');
  });

  it('lets the unit say that nothing more belongs to it, judged by the time the files were sent', async () => {
    await world.send(world.ha, [[paper('a'), 'bao cao.pdf']]);
    await world.moveTo('2026-06-24T09:00:00+07:00');

    const answer = await world.ask(world.ha, '/nop V1 không có phụ lục');

    expect(answer).not.toContain('Còn thiếu');
    expect(answer).toContain('đúng hạn');
    expect(last()).toMatchObject({ version: 2, note: 'không có phụ lục' });
    expect(await world.ask(world.ha, '/nop V1 du')).toContain('không có mục nào còn thiếu');
    await world.send(world.ha, [[paper('b'), 'bao cao moi.pdf']], { caption: 'V1' });
    expect(last()?.missing).toBeUndefined();
  });

  it('understands it in the caption, and says nothing is missing where one thing is asked for', async () => {
    expect(
      await world.send(world.ha, [[paper('a'), 'bao cao.pdf']], { caption: 'V1, không có phụ lục' }),
    ).not.toContain('Còn thiếu');
    await world.publish([task('báo cáo quý', ['Sở Y tế'], '2026-06-30')], { number: '77/KH-UBND' });
    expect(await world.ask(world.ha, '/nop V2 muc 1')).toContain('không chia thành các mục');
    expect(await world.ask(world.ha, '/nop V2 du')).toContain('chưa có báo cáo nào');
  });

  it('takes nothing incomplete where the office says so, and gathers what is missing', async () => {
    const clerk = { id: 'hoa', name: 'Trần Thị Hoa' };
    await world.ask(clerk, '/kehoach K1 chan thieu');

    const first = await world.send(world.ha, [[paper('a'), 'bao cao.pdf']]);
    expect(first).toContain('Chưa ghi nhận báo cáo');
    expect(first).toContain('còn thiếu: phụ lục số liệu');
    expect(world.submissions()).toEqual([]);
    const second = await world.send(world.ha, [[paper('b'), 'so lieu.xlsx']]);

    expect(second).toContain('Đã nhận 02 tệp');
    expect(last()?.missing).toBeUndefined();
  });
});
