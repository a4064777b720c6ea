import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paper, receiptIn, sendingWorld, type SendingWorld } from '../../fakes/sending.js';
import { task } from '../../fakes/world.js';

describe('commands/nop: one paper for several units', () => {
  let world: SendingWorld;

  beforeEach(async () => {
    world = await sendingWorld([
      task('xây dựng báo cáo tổng kết', ['Sở Y tế', 'Sở Giáo dục và Đào tạo'], '2026-06-16'),
      task('chuẩn bị bài tham luận', ['Sở Y tế', 'Sở Giáo dục và Đào tạo'], '2026-06-25'),
    ]);
  });

  afterEach(() => world.close());

  const joint = () => world.submissions().map((one) => [one.unitId, one.jointId ?? null] as const);
  const send = (caption: string): Promise<string> =>
    world.send(world.ha, [[paper('chung'), 'bao cao chung.pdf']], { caption });

  it('gives a receipt for each unit the person acts for, in one act', async () => {
    const code = await world.ask({ id: 'hoa', name: '' }, '/donvi Sở Giáo dục và Đào tạo ma');
    await world.ask(world.ha, `/lienket ${/\/lienket ([A-Z0-9-]+)/.exec(code)?.[1] ?? ''}`);

    const answer = await send('/nop V1 V2');

    expect(answer.match(/Đã nhận 01 tệp/g)).toHaveLength(2);
    expect(answer).toContain('Báo cáo chung với Sở Giáo dục và Đào tạo');
    expect(new Set(joint().map(([, id]) => id)).size).toBe(1);
    expect(new Set(joint().map(([unit]) => unit)).size).toBe(2);
  });

  it.each(['V1, V2 chung', 'báo cáo chung của Sở Y tế và Sở Giáo dục và Đào tạo về tổng kết'])(
    'counts for another unit once its officer has confirmed, from the time it was sent: %s',
    async (caption) => {
      const receipt = await send(caption);
      expect(receipt).toContain('xác nhận trong 03 ngày');
      expect(joint()).toHaveLength(1);
      const invitation = world.inboxOf('giao').at(-1);
      expect(invitation?.heading).toBe('Sở Y tế đề nghị xác nhận báo cáo chung');
      expect(invitation?.files).toHaveLength(1);
      await world.moveTo('2026-06-17T10:00:00+07:00');

      const confirmed = await world.tap(world.giao, /Xác nhận báo cáo chung/);

      expect(confirmed).toContain(
        'Đã nhận 01 tệp của Sở Giáo dục và Đào tạo lúc 09 giờ 00 phút 00 giây, ngày 15/06/2026',
      );
      expect(confirmed).toContain('đúng hạn');
      expect(joint()[0]?.[1]).toBe(joint()[1]?.[1]);
      expect(world.inboxOf('ha').at(-1)?.text).toContain('đã xác nhận báo cáo chung');
      expect(await world.tap(world.giao, /Xác nhận báo cáo chung/)).toContain(
        'đã xác nhận báo cáo chung này',
      );
      expect(world.submissions()).toHaveLength(2);
    },
  );

  it('counts for nobody else when it is refused', async () => {
    await send('V1 V2');

    expect(await world.tap(world.giao, /Không phải báo cáo chung/)).toContain('vẫn chờ nộp');
    expect(world.inboxOf('ha').at(-1)?.text).toContain('không xác nhận');
    expect(await world.tap(world.giao, /Xác nhận báo cáo chung/)).toContain('đã trả lời');
    expect(joint()).toHaveLength(1);
  });

  it('is over after three days, and both are told once', async () => {
    await send('V1 V2');
    await world.moveTo('2026-06-18T09:00:00+07:00');
    await world.moveTo('2026-06-18T10:00:00+07:00');

    const told = (who: string): number =>
      world.inboxOf(who).filter((one) => /hết hiệu lực|không xác nhận báo cáo chung/.test(one.text)).length;
    expect([told('ha'), told('giao')]).toEqual([1, 1]);
    expect(await world.tap(world.giao, /Xác nhận báo cáo chung/)).toContain('đã quá 03 ngày');
    expect(joint()).toHaveLength(1);
  });

  it('lets nobody confirm but an officer of the unit that was asked', async () => {
    const code = receiptIn(await send('V1 V2'));
    const stranger = await world.link('la', 'Người Phường', 'officer', 'Ủy ban nhân dân phường Lam Thành');

    for (const who of [stranger, world.ha]) {
      expect(await world.ask(who, `/nop xacnhan ${code}`)).toContain('Không có đề nghị xác nhận');
      expect(await world.ask(who, `/nop tuchoi ${code}`)).toContain('Không có đề nghị xác nhận');
    }
    expect(await world.ask(world.giao, '/nop xacnhan TN-99999-ABCDEF')).toContain(
      'Không có đề nghị xác nhận',
    );
    expect(joint()).toHaveLength(1);
  });

  it('is for one task alone; what is not of it looks like nothing at all', async () => {
    expect(await send('V1 V3')).toContain('không phải cùng một việc');
    expect(await world.ask(world.ha, '/huy')).toContain('01 tệp');
    expect(await send('V1 V4')).toContain('Không có việc mang mã V4');
    expect(await send('V1 V99')).toContain('Không có việc mang mã V99');
    expect(world.submissions()).toEqual([]);
  });

  it('says which named unit does not have the task', async () => {
    expect(await send('V1 báo cáo chung với Sở Tài chính')).toContain(
      'Sở Tài chính không được giao việc này',
    );
    expect(joint()).toHaveLength(1);
  });

  it('does not hold after the paper went to another assignment', async () => {
    const code = receiptIn(await send('V1 V2'));
    await world.ask(world.ha, `/nop chuyen ${code} V3`);

    expect(await world.tap(world.giao, /Xác nhận báo cáo chung/)).toContain('không còn hiệu lực');
  });
});
