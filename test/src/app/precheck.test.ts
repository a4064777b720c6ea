/** The pre-check in the chat: what is noticed goes with the receipt, what the office blocks is held and told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DocumentReader } from '../../../src/domain/ports.js';
import { createDocumentReader } from '../../../src/intake/index.js';
import { pdfReport, wordReport } from '../../fakes/reports.js';
import { createWorld, type Talker, task, type World } from '../../fakes/world.js';

describe('pre-check of a hand-in', () => {
  let world: World;
  let lan: Talker;
  let thu: Talker;

  async function begin(documents?: () => DocumentReader): Promise<void> {
    world = await createWorld(undefined, documents);
    lan = await world.link('lan', 'Lan', 'officer', 'Sở Y tế');
    thu = await world.link('thu', 'Thu', 'clerk');
    await world.publish(
      [
        task('Báo cáo kết quả', ['Sở Y tế'], '2026-06-30', { volume: '3-5 trang A4' }),
        task('Báo cáo chuyên đề', ['Sở Y tế', 'Sở Giáo dục và Đào tạo'], '2026-06-30'),
      ],
      { number: '62/KH-UBND' },
    );
  }
  beforeEach(() => begin());
  afterEach(() => world.close());

  const submissions = (): number => world.app.store.count('submissions');
  const stored = (): string[][] =>
    [...world.app.store.all('submissions')].map((one) => (one.notices ?? []).map((notice) => notice.code));
  const faulty = (number: string): Promise<Buffer> =>
    pdfReport(
      {
        number,
        year: 2024,
        above: ['DỰ THẢO'],
        head: ['UBND TỈNH LAM GIANG', 'SỞ GIÁO DỤC VÀ ĐÀO TẠO'],
        about: 'Thực hiện Kế hoạch số 348/KH-UBND của UBND tỉnh, báo cáo kết quả năm 2024:',
      },
      9,
    );

  it('shows the three weightiest points, counts the rest, and stores all of them', async () => {
    const [receipt] = await world.sendFile(lan, await faulty('1/BC'), 'bc.pdf', '/nop V1');

    const notes = receipt?.text.split('\n').slice(-5);
    expect(notes).toEqual([
      'Lưu ý: trang đầu ghi cơ quan ban hành là Sở Giáo dục và Đào tạo; đề nghị xem có gửi nhầm tệp không.',
      'Lưu ý: trang đầu nêu văn bản số 348/KH-UBND, việc này theo văn bản số 62/KH-UBND.',
      'Lưu ý: trang đầu ghi năm 2024, báo cáo này là của năm 2026.',
      'Và 02 điểm khác.',
      'Hệ thống vẫn ghi nhận; nếu cần, đề nghị nộp bản mới với cùng mã việc.',
    ]);
    expect(stored()).toEqual([['other-unit', 'other-plan', 'other-year', 'too-long', 'draft']]);
  });

  it('looks into a file that was sent before its task was chosen', async () => {
    const [question] = await world.sendFile(lan, await pdfReport({}, 9), 'bc.pdf');
    expect(question?.text).toContain('đang giữ 01 tệp');
    const [receipt] = await world.say(lan, '1');

    expect(receipt?.text).toContain('Lưu ý: tệp có 9 trang, kế hoạch yêu cầu 3-5 trang A4.');
  });

  it('names the file where there are several', async () => {
    const files = [
      world.channel.addFile(await pdfReport({}, 4), 'bao cao.pdf'),
      world.channel.addFile(await wordReport({ above: ['DỰ THẢO'] }), 'phu luc.docx'),
    ];
    const [receipt] = await world.receive(lan, { kind: 'files', files, caption: '/nop V2', albumId: null });

    expect(receipt?.text).toContain('Lưu ý: tệp “phu luc.docx” ghi là dự thảo');
  });

  it('tells a unit that it sent the same file before, and another unit nothing', async () => {
    const minh = await world.link('minh', 'Minh', 'officer', 'Sở Giáo dục và Đào tạo');
    const common = await wordReport({ head: [], about: 'Báo cáo chung của các sở.' });
    const [first] = await world.sendFile(lan, common, 'a.docx', '/nop V1');
    const code = /TN-\d{5}-\w{6}/.exec(first?.text ?? '')?.[0] ?? '';
    world.clock.advanceTo(Date.parse('2026-06-16T09:00:00+07:00'));
    const [again] = await world.sendFile(lan, common, 'b.docx', '/nop V2');
    const own = [...world.app.store.all('assignments')].find(
      (one) => world.app.store.get('units', one.unitId)?.name === 'Sở Giáo dục và Đào tạo',
    );
    const [other] = await world.sendFile(minh, common, 'c.docx', `/nop V${own?.number ?? 0}`);

    expect(again?.text).toContain(`Lưu ý: tệp trùng với tệp đơn vị đã nộp ngày 15/06/2026 (mã ${code}).`);
    expect(other?.text).toContain('Đã nhận 01 tệp của Sở Giáo dục và Đào tạo');
    expect(other?.text).not.toContain('Lưu ý');
    expect(other?.text).not.toContain(code);
    expect(stored()).toEqual([[], ['same-as-before'], []]);
  });

  describe('what the office blocks', () => {
    it('is set in the chat by those who keep plans, and by nobody else', async () => {
      const [shown] = await world.say(thu, '/kehoach K1 chan');
      expect(shown?.text).toContain('Hệ thống chỉ lưu ý người nộp, không chặn trường hợp nào.');
      expect(shown?.choices?.map((choice) => choice.command)).toContain('/kehoach K1 chan ngan');
      const [set] = await world.say(thu, '/kehoach k1 chặn ngan, duthao');
      expect(set?.text).toContain('Không ghi nhận khi: ít trang hơn yêu cầu; dự thảo.');
      const [less] = await world.press(thu, '/kehoach K1 chan bo ngan');
      expect(less?.text).toContain('Không ghi nhận khi: dự thảo.');
      const [none] = await world.say(thu, '/kehoach K1 chan khong');
      expect(none?.text).toContain('không chặn trường hợp nào');
      const [unknown] = await world.say(thu, '/kehoach K1 chan lung tung');
      expect(unknown?.text).toContain('Chưa hiểu “lung”');
      const [absent] = await world.say(thu, '/kehoach K9 chan ngan');
      expect(absent?.text).toContain('K9');
      const [refusal] = await world.say(lan, '/kehoach K1 chan ngan');
      expect(refusal?.text).not.toContain('Không ghi nhận khi');
      expect([...world.app.store.all('plans')][0]?.blocks).toEqual([]);
    });

    it('is not recorded; the person is told why, and corrected files take the place of those held', async () => {
      await world.say(thu, '/kehoach K1 chan dai duthao');
      const before = world.inboxOf(thu.id).length;
      const [told] = await world.sendFile(lan, await faulty('2/BC'), 'bc.pdf', '/nop V1');

      expect(told?.heading).toBe('Chưa ghi nhận báo cáo cho việc V1');
      expect(told?.text).toContain('- tệp có 9 trang, kế hoạch yêu cầu 3-5 trang A4.');
      expect(told?.text).toContain('- tệp ghi là dự thảo');
      expect(told?.text).not.toContain('348/KH-UBND');
      expect(told?.text).not.toMatch(/Đã nhận|mã tiếp nhận/);
      expect(submissions()).toBe(0);
      expect(world.inboxOf(thu.id)).toHaveLength(before);

      const [receipt] = await world.sendFile(lan, await pdfReport({}, 4), 'bc moi.pdf');
      expect(receipt?.text).toContain('Đã nhận 01 tệp của Sở Y tế');
      expect(receipt?.text).toContain('Việc V1:');
      expect(receipt?.text).not.toContain('Lưu ý');
      expect([...world.app.store.all('submissions')][0]?.files.map((file) => file.name)).toEqual([
        'bc moi.pdf',
      ]);
    });

    it('holds the files for another task, and lets go of them', async () => {
      await world.say(thu, '/kehoach K1 chan dai');
      const long = await pdfReport({}, 9);
      await world.sendFile(lan, long, 'bc.pdf', '/nop V1');
      const [again] = await world.say(lan, '/nop V1');
      expect(again?.text).toContain('9 trang');
      const [receipt] = await world.say(lan, '/nop V2');
      expect(receipt?.text).toContain('Đã nhận 01 tệp của Sở Y tế');

      await world.sendFile(lan, await pdfReport({ number: '9/BC' }, 9), 'bc.pdf', '/nop V1');
      await world.say(lan, '/huy');
      const [asked] = await world.say(lan, '/nop V1');
      expect(asked?.text).toContain('Đề nghị gửi tệp báo cáo');
      expect(submissions()).toBe(1);
    });

    it('asks for a signed copy and for headings when it is told to', async () => {
      await world.say(thu, '/kehoach K1 chan chuaky decuong');
      const [outline] = await world.say(thu, '/kehoach K1 decuong Tình hình; Kết quả; Tồn tại, hạn chế');
      expect(outline?.text).toContain('Đề cương báo cáo phải có: Tình hình; Kết quả; Tồn tại, hạn chế.');
      const [told] = await world.sendFile(lan, await wordReport(), 'bc.docx', '/nop V2');

      expect(told?.text).toContain('- chưa thấy các mục theo đề cương: Tồn tại, hạn chế.');
      expect(told?.text).toContain('- chưa thấy bản có chữ ký số');
      expect(submissions()).toBe(0);
      await world.say(thu, '/kehoach K1 decuong khong');
      await world.say(thu, '/kehoach K1 chan khong');
      const [receipt] = await world.say(lan, '/nop V2');
      expect(receipt?.text).toContain('Đã nhận 01 tệp');
      expect(receipt?.text).not.toContain('Lưu ý');
    });
  });

  it('refuses on the upload page what it refuses in the chat', async () => {
    const [asked] = await world.say(lan, '/nop V1');
    const link = /https?:\/\/\S+\/upload\/\S+/.exec(asked?.text ?? '')?.[0] ?? '';
    const form = new FormData();
    form.append('file', new Blob([await wordReport()]), 'bao cao.docm');
    const page = await (await fetch(link, { method: 'POST', body: form })).text();

    expect(page).toContain('có macro (lệnh tự chạy)');
    expect(await world.app.vault.list()).toEqual([]);
    expect(submissions()).toBe(0);
  });

  it('refuses a directory file with macros, too, and says so', async () => {
    const [told] = await world.sendFile(thu, await wordReport(), 'danh muc.xlsm', '/donvi');
    expect(told?.text).toContain('Tệp “danh muc.xlsm” có macro (lệnh tự chạy)');
    expect(await world.app.vault.list()).toEqual([]);
  });

  it('takes a file whose looking into fails in every way', async () => {
    await world.close();
    const reader = createDocumentReader();
    await begin(() => ({
      ...reader,
      inspect: async () => {
        throw new Error('a bug');
      },
    }));
    await world.say(thu, '/kehoach K1 chan dai duthao');
    const [receipt] = await world.sendFile(lan, await faulty('3/BC'), 'bc.pdf', '/nop V1');

    expect(receipt?.text).toContain('Đã nhận 01 tệp của Sở Y tế');
    expect(receipt?.text).not.toContain('Lưu ý');
    expect(stored()).toEqual([[]]);
  });
});
