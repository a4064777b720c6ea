import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paper, sendingWorld, type SendingWorld } from '../../fakes/sending.js';

describe('commands/nop: sent through the document system, and nothing to report', () => {
  let world: SendingWorld;

  beforeEach(async () => {
    world = await sendingWorld();
    await world.moveTo('2026-06-24T09:00:00+07:00');
  });

  afterEach(() => world.close());

  const last = () => world.submissions().at(-1);

  it.each([
    '/nop V1 da gui 123/BC-SYT 20/6/2026',
    'V1 đã gửi qua hệ thống văn bản số 123/BC-SYT ngày 20/6',
    'v1 da gui qua truc lien thong so 123/bc-syt ngay 20/6/2026',
  ])('registers %s as met, by the day of the paper, until the office has checked', async (typed) => {
    const answer = await world.ask(world.ha, typed);

    expect(answer).toContain('số 123/BC-SYT ngày 20/06/2026');
    expect(answer).toContain('09 giờ 00 phút 00 giây, ngày 24/06/2026');
    expect(answer).toContain('đúng hạn');
    expect(answer).toContain('tính theo ngày văn bản do đơn vị ghi');
    expect(last()).toMatchObject({
      kind: 'elsewhere',
      statedOn: '2026-06-20',
      verdict: { isLate: false, dueOn: '2026-06-22' },
    });
    expect(world.inboxOf('minh').at(-1)?.text).toContain(
      'đối chiếu trên hệ thống văn bản trước khi tiếp nhận',
    );
    expect(await world.ask(world.ha, '/viec V1')).toContain('đã nộp đúng hạn, chờ tiếp nhận');
  });

  it('says how many days late by the day of the paper', async () => {
    expect(await world.ask(world.ha, '/nop V1 da gui 123/BC-SYT 23/6/2026')).toContain('quá hạn 1 ngày');
  });

  it('asks for number and day, and takes no day that cannot be', async () => {
    expect(await world.ask(world.ha, '/nop V1 đã gửi')).toContain('số, ký hiệu và ngày');
    expect(await world.ask(world.ha, '123/BC-SYT')).toContain('ghi ngày của văn bản 123/BC-SYT');
    expect(await world.ask(world.ha, '30/6/2026')).toContain('ở sau hôm nay');
    expect(await world.ask(world.ha, '1/3/2026')).toContain('trước ngày ban hành kế hoạch');
    expect(await world.ask(world.ha, 'ngày 20/6/2026')).toContain(
      'Đã nhận thông báo đã gửi qua hệ thống văn bản',
    );
    expect(world.submissions()).toHaveLength(1);
  });

  it('asks which task when the words do not tell', async () => {
    expect(await world.ask(world.ha, 'đã gửi qua văn bản điện tử số 123/BC-SYT ngày 20/6')).toContain(
      'Đề nghị chọn việc đã gửi',
    );
    expect(await world.ask(world.ha, '2')).toContain('số 123/BC-SYT ngày 20/06/2026');
    expect(last()?.assignmentId).toBe(world.app.store.find('assignments', 'byNumber', '3')[0]?.id);
  });

  it.each(['/nop V1 da gui 123/BC-SYT 20/6/2026', '/khongphatsinh V1', '/xong V1 đã tổ chức'])(
    'records a double tap once: %s',
    async (typed) => {
      await world.ask(world.ha, typed);
      expect(await world.ask(world.ha, typed)).toContain('không ghi lặp lại');
      expect(world.submissions()).toHaveLength(1);
    },
  );

  it('takes a nil report for the task its words tell, and asks otherwise', async () => {
    expect(await world.ask(world.ha, 'bài tham luận không phát sinh')).toContain('Việc V3');
    expect(await world.ask(world.ha, 'quý này không phát sinh')).toContain('Đề nghị chọn việc');
    expect(world.submissions()).toHaveLength(1);
  });

  it('keeps a copy that comes with the words', async () => {
    await world.send(world.ha, [[paper('a'), 'cv.pdf']], {
      caption: 'V1 đã gửi qua trục số 123/BC-SYT ngày 20/6/2026',
    });

    expect(last()).toMatchObject({ kind: 'elsewhere', files: [{ name: 'cv.pdf' }] });
  });

  it('is not misled by a question', async () => {
    await world.ask(world.ha, 'đơn vị tôi đã gửi báo cáo 348/KH-UBND chưa');

    expect(world.submissions()).toEqual([]);
  });

  it.each(['/khongphatsinh V1', 'V1 không phát sinh', '/nop V1 khong phat sinh'])(
    'registers a nil report: %s',
    async (typed) => {
      expect(await world.ask(world.ha, typed)).toContain('Đã nhận báo cáo không phát sinh');
      expect(last()?.kind).toBe('nil');
    },
  );

  it('registers a nil report with its paper, and asks which task a bare one is for', async () => {
    await world.send(world.ha, [[paper('a'), 'cv.pdf']], { caption: 'V1 kỳ này không phát sinh' });
    expect(last()).toMatchObject({ kind: 'nil', files: [{ name: 'cv.pdf' }] });
    expect(await world.ask(world.giao, 'đơn vị không phát sinh')).toContain('Đề nghị chọn việc');
    expect(
      await world.send(world.giao, [[paper('b'), 'bc.pdf']], {
        caption: 'Báo cáo: không phát sinh ổ dịch mới',
      }),
    ).toContain('Đã nhận 01 tệp');
    expect(last()?.kind).toBe('file');
  });
});
