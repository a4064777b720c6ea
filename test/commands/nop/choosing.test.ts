import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { paper, receiptIn, sendingWorld, type SendingWorld, textOf } from '../../fakes/sending.js';
import { task } from '../../fakes/world.js';

describe('commands/nop: which assignment a file is for', () => {
  let world: SendingWorld;

  beforeEach(async () => {
    world = await sendingWorld();
  });

  afterEach(() => world.close());

  const target = (): string[] =>
    world
      .submissions()
      .map(
        (one) =>
          world.app.store.get('tasks', world.app.store.get('assignments', one.assignmentId)?.taskId ?? '')
            ?.action ?? '',
      );

  it.each<[string, string, string, string]>([
    ['a code in the caption', 'a.pdf', 'V3 gửi anh Minh', 'tham luận'],
    ['words of the caption', 'a.pdf', 'gửi bài tham luận của Sở', 'tham luận'],
    ['a file name', 'Bao cao tong ket 10 nam - So Y te.pdf', '', 'tổng kết'],
  ])(
    'is certain by %s, and says which and how to move it unless it was named',
    async (_what, name, caption, action) => {
      const answer = await world.send(world.ha, [[paper('x'), name]], caption === '' ? {} : { caption });

      expect(target().join()).toContain(action);
      expect(answer).toContain('mã tiếp nhận');
      expect(answer.includes('Nếu không đúng việc')).toBe(!caption.includes('V3'));
    },
  );

  it('asks where nothing tells, in the order of urgency, and takes a number, a code or words', async () => {
    for (const reply of ['2', '/nop V3', 'tham luận']) {
      const question = await world.send(world.ha, [[paper(reply), 'Scan0001.pdf']]);
      expect(question).toContain('1. V1: Xây dựng báo cáo tổng kết');
      expect(question).toContain('2. V3: Chuẩn bị bài tham luận');
      expect(await world.ask(world.ha, reply)).toContain('mã tiếp nhận');
      expect(target().at(-1)).toContain('tham luận');
      // The next file is asked about again: it may belong to either.
      await world.passMinutes(20);
      const last = world.submissions().at(-1);
      await world.press(world.minh, `/duyet ${last?.receiptCode} tra thiếu chữ ký`);
    }
  });

  it('never takes the only one owed when the words speak of another plan', async () => {
    await world.press(world.ha, '/xong V3 đã chuẩn bị');
    const answer = await world.send(world.ha, [[paper('x'), 'bao cao KH 62.pdf']]);

    expect(answer).toContain('Đề nghị chọn việc');
    expect(world.submissions()).toHaveLength(1);
  });

  it('offers only the assignments of the reminder that is answered, and all on request', async () => {
    await world.publish([task('lập danh sách điển hình', ['Sở Y tế'], '2026-09-30')], {
      number: '77/KH-UBND',
    });
    await world.moveTo('2026-06-19T08:30:00+07:00');
    const reminder = world.inboxOf('ha').at(-1);
    expect(reminder?.text).toContain('tổng kết');

    const asked = await world.send(world.ha, [[paper('x'), 'Scan1.pdf']], {
      replyTo: world.lastMessageTo(world.ha),
    });

    const isAboutSeveral = (reminder?.text ?? '').includes('tham luận');
    expect(asked.includes('danh sách điển hình')).toBe(false);
    expect(isAboutSeveral ? asked.includes('Đề nghị chọn việc') : asked.includes('mã tiếp nhận')).toBe(true);
    if (isAboutSeveral) expect(await world.ask(world.ha, '/nop khac')).toContain('danh sách điển hình');
  });

  it('takes a reply to the receipt as a new version of it, also when something else is owed', async () => {
    await world.send(world.ha, [[paper('một'), 'bao cao.pdf']], { caption: 'V1' });
    const receipt = world.lastMessageTo(world.ha);
    await world.passMinutes(60);

    const answer = await world.send(world.ha, [[paper('hai'), 'ban moi.pdf']], { replyTo: receipt });

    expect(answer).toContain('phiên bản 2');
    expect(world.submissions().map((one) => one.files.length)).toEqual([1, 1]);
  });

  it('gathers files sent one after another, and hands them in together with the time of the last', async () => {
    await world.send(world.ha, [[paper('a'), 'x1.pdf']]);
    await world.passMinutes(2);
    expect(await world.send(world.ha, [[paper('b'), 'x2.pdf']])).toContain('đang giữ 02 tệp');
    const last = world.clock.now();
    await world.passMinutes(3);

    const answer = await world.ask(world.ha, '/nop V1');

    expect(answer).toContain('Đã nhận 02 tệp');
    expect(world.submissions()[0]).toMatchObject({ sentAt: new Date(last).toISOString() });
  });

  it('hands files of one moment in together when the last names its task, and leaves what has waited for long', async () => {
    await world.publish([task('lập danh sách', ['Sở Y tế'], '2026-09-30')], { number: '77/KH-UBND' });
    await world.send(world.ha, [[paper('a'), 'x1.pdf']]);
    expect(await world.send(world.ha, [[paper('b'), 'x2.pdf']], { caption: 'V1' })).toContain(
      'Đã nhận 02 tệp',
    );
    await world.passMinutes(30);
    await world.send(world.ha, [[paper('c'), 'x3.pdf']]);
    await world.passMinutes(5);

    const answer = await world.send(world.ha, [[paper('d'), 'x4.pdf']], { caption: 'V3' });

    expect(answer).toContain('Đã nhận 01 tệp');
    expect(answer).toContain('vẫn giữ 01 tệp gửi trước đó, chưa nộp');
    expect(
      world
        .submissions()
        .at(-1)
        ?.files.map((one) => one.name),
    ).toEqual(['x4.pdf']);
    await world.passMinutes(20);
    expect(await world.ask(world.ha, '/nop V1')).toContain('x3.pdf');
  });

  it('never mixes a file that was there already with the next one', async () => {
    await world.send(world.ha, [[paper('a'), 'x1.pdf']], { caption: '/nop V1' });
    await world.send(world.ha, [[paper('a'), 'x1.pdf']], { caption: '/nop V1' });
    await world.send(world.ha, [[paper('b'), 'x2.pdf']], { caption: '/nop V3' });

    expect(world.submissions().map((one) => one.files.map((file) => file.name))).toEqual([
      ['x1.pdf'],
      ['x2.pdf'],
    ]);
    expect(
      world
        .inboxOf('ha')
        .map((one) => one.text)
        .join(),
    ).not.toContain('chưa được nộp');
  });

  it('counts a file sent twice in a row once', async () => {
    await world.send(world.ha, [[paper('a'), 'x1.pdf']]);
    expect(await world.send(world.ha, [[paper('a'), 'x1.pdf']])).toContain('đang giữ 01 tệp');
  });

  it('says how many files were not handed in when the person stops, says it was a mistake, or does something else', async () => {
    const send = (): Promise<string> =>
      world.send(world.ha, [
        [paper('a'), 'x1.pdf'],
        [paper('b'), 'x2.pdf'],
      ]);

    await send();
    expect(await world.ask(world.ha, '/huy')).toContain('02 tệp đã gửi không được nộp');
    await send();
    expect(await world.ask(world.ha, 'gửi nhầm')).toContain('02 tệp đã gửi không được nộp');
    await send();
    expect(await world.ask(world.ha, '/viec')).not.toContain('không còn được giữ');
    expect(await world.ask(world.ha, '/giahan V1')).toContain('02 tệp gửi trước đó chưa được nộp');
    expect(world.submissions()).toEqual([]);
  });

  it('reminds once of files that wait, and says when they are no longer kept', async () => {
    await world.send(world.ha, [[paper('a'), 'x1.pdf']]);
    const count = (): number => world.inboxOf('ha').filter((one) => one.heading === 'Tệp chưa nộp').length;

    await world.passMinutes(10);
    expect(count()).toBe(0);
    await world.passMinutes(11);
    await world.passMinutes(30);
    expect(count()).toBe(1);
    expect(await world.ask(world.ha, '1')).toContain('đang giữ 01 tệp');
    await world.passMinutes(25 * 60);
    expect(
      world
        .inboxOf('ha')
        .map((one) => one.text)
        .join(),
    ).toContain('01 tệp chờ quá lâu');
    expect(await world.ask(world.ha, '/nop V1')).toContain('Đề nghị gửi tệp báo cáo');
  });

  it('goes on with the assignment that was named before the files, one after the other', async () => {
    await world.ask(world.ha, '/nop V3');
    await world.send(world.ha, [[paper('a'), 'tham luan.pdf']]);
    const answer = await world.send(world.ha, [[paper('b'), 'hinh anh.pdf']]);

    expect(answer).toContain('Đã nhận 02 tệp');
    expect(new Set(target()).size).toBe(1);
    expect(await world.ask(world.ha, 'việc của đơn vị tôi')).toContain('tổng kết');
  });

  it('lets everyday questions through while more files may come', async () => {
    await world.ask(world.ha, '/nop V3');
    await world.send(world.ha, [[paper('a'), 'tham luan.pdf']]);

    expect(await world.ask(world.ha, 'hạn báo cáo kế hoạch 348')).toContain('tổng kết');
    expect(await world.send(world.ha, [[paper('b'), 'phu luc.pdf']])).toContain('Đã nhận 02 tệp');
  });

  it('takes a file for the place of the one before, and brings that in again in one tap', async () => {
    await world.send(world.ha, [[paper('a'), 'bao cao.pdf']], { caption: 'V1' });
    const answer = await world.send(world.ha, [[paper('b'), 'so lieu.pdf']], { caption: 'V1' });

    expect(answer).toContain('Đã nhận 01 tệp');
    expect(answer).toContain('thay bản 1; bản cũ vẫn được lưu');
    expect(await world.tap(world.ha, /Ghép cả tệp của bản trước/)).toContain('Đã nhận 02 tệp');
    expect(
      world
        .submissions()
        .at(-1)
        ?.files.map((one) => [one.name, one.since]),
    ).toEqual([
      ['bao cao.pdf', 1],
      ['so lieu.pdf', 2],
    ]);
    expect(await world.ask(world.ha, '/nop V1 them')).toContain('không có tệp nào của bản trước để ghép');
  });

  it('takes words of a new version at their word while files are gathered', async () => {
    await world.ask(world.ha, '/nop V1');
    await world.send(world.ha, [[paper('a'), 'bao cao.pdf']]);

    expect(await world.send(world.ha, [[paper('b'), 'BC SYT.pdf']], { caption: 'bản mới' })).toContain(
      'Đã nhận 01 tệp',
    );
  });

  it('asks whether a further file belongs to what was just handed in, and puts it there', async () => {
    await world.send(world.ha, [[paper('a'), 'bao cao.pdf']], { caption: 'V1' });
    const asked = await world.send(world.ha, [[paper('b'), 'bang.pdf']]);

    expect(asked).toContain('Bổ sung báo cáo vừa nộp, việc V1');
    const answer = await world.tap(world.ha, /Bổ sung/);
    expect(answer).toContain('Đã nhận 02 tệp');
    expect(answer).toContain('bao cao.pdf');
    expect(answer).toContain('từ bản 1');
    expect(await world.tap(world.ha, /Chỉ lấy tệp vừa gửi/)).toContain('Đã nhận 01 tệp');
    expect(
      world
        .submissions()
        .at(-1)
        ?.files.map((one) => one.name),
    ).toEqual(['bang.pdf']);
  });

  it('answers the same files with the receipt that is there, whoever of the unit sends them, and makes a new version on demand', async () => {
    const colleague = await world.link('an', 'Trần An', 'officer', 'Sở Y tế');
    const first = await world.send(world.ha, [[paper('a'), 'bao cao.pdf']], { caption: 'V1' });
    const code = receiptIn(first);

    for (const [who, caption] of [
      [world.ha, 'V1'],
      [world.ha, undefined],
      [colleague, 'V1'],
      [colleague, undefined],
    ] as const) {
      const again = await world.send(
        who,
        [[paper('a'), 'ban khac.pdf']],
        caption === undefined ? {} : { caption },
      );
      expect(again).toContain('không lập bản mới');
      expect(again).toContain(code);
      expect(world.submissions()).toHaveLength(1);
    }
    expect(await world.tap(colleague, /Vẫn nộp thành bản mới/)).toContain('phiên bản 2');
    await world.send(colleague, [[paper('a'), 'x.pdf']]);
    expect(await world.ask(colleague, '/nop V3')).toContain('phiên bản 1');
    expect(world.submissions()).toHaveLength(3);
  });

  it('takes the same file anew when it was given back', async () => {
    const code = receiptIn(await world.send(world.ha, [[paper('a'), 'bao cao.pdf']], { caption: 'V1' }));
    await world.press(world.minh, `/duyet ${code} tra thiếu chữ ký`);

    expect(await world.send(world.ha, [[paper('a'), 'bao cao.pdf']], { caption: 'V1' })).toContain(
      'phiên bản 2',
    );
  });

  it('handles two officers who send the same file at the same moment', async () => {
    const colleague = await world.link('an', 'Trần An', 'officer', 'Sở Y tế');
    const file = (): ReturnType<typeof world.channel.addFile> => world.channel.addFile(paper('a'), 'bc.pdf');
    const content = () => ({ kind: 'files' as const, files: [file()], caption: 'V1', albumId: null });
    await Promise.all(
      [world.ha, colleague].map((who) => world.channel.receive(who, content(), { at: world.clock.now() })),
    );
    await world.app.settled();

    expect(world.submissions()).toHaveLength(1);
    const answers = [world.inboxOf('ha').at(-1), world.inboxOf('an').at(-1)].map((one) =>
      textOf(one ? [one] : []),
    );
    expect(answers.every((answer) => answer.includes(world.submissions()[0]?.receiptCode ?? '-'))).toBe(true);
  });
});
