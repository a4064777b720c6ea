import { describe, expect, it } from 'vitest';
import type { ReadResult, TaskCandidate } from '../../../src/domain/plan.js';
import { foldSpace } from '../../../src/domain/text.js';
import { readPlanText } from '../../../src/intake/index.js';
import { planHead } from '../../fakes/plan-text.js';

const read = (body: string): ReadResult =>
  readPlanText(`${planHead}${body}`, { issuedOn: null, beforeMeans: 'strict' });
const only = (body: string): TaskCandidate => {
  const { tasks } = read(body);
  expect(tasks).toHaveLength(1);
  return tasks[0] as TaskCandidate;
};
const dated = (body: string): TaskCandidate[] => read(body).tasks.filter((task) => task.deadlines.length > 0);

describe('src/intake/read-plan.ts', () => {
  it('reads the facts of the head', () => {
    expect(read('I. NHIỆM VỤ\n').document).toEqual({
      type: 'KH',
      number: '35/KH-UBND',
      issuer: 'Ủy ban nhân dân tỉnh Bình Minh',
      issuedOn: '2023-03-06',
      title: 'Kế hoạch Phát triển thư viện cơ sở năm 2023',
      period: { from: '2023-01-01', to: '2023-12-31' },
      basis: ['206/QĐ-TTg'],
      urgency: null,
      amends: null,
    });
  });

  it('lets a closing line with two recipients date the items above it', () => {
    const tasks = dated(
      'II. NHIỆM VỤ\n\n1. Báo cáo của các ngành\n\n- Cục Thống kê xây dựng bộ số liệu.\n\n- Sở Y tế xây dựng báo cáo chuyên đề.\n\nThời hạn hoàn thành: Các cơ quan, đơn vị, địa phương gửi báo cáo về Sở Tài chính trước ngày 23/6/2023; đồng thời gửi Văn phòng Tỉnh ủy và Văn phòng UBND tỉnh để nắm tình hình.\n',
    );
    expect(tasks.map((task) => [task.lead, task.deadlines[0]?.statedOn])).toEqual([
      [['Cục Thống kê'], '2023-06-23'],
      [['Sở Y tế'], '2023-06-23'],
    ]);
  });

  it('dates the order before it by a sentence that only says when it is done, whoever leads it', () => {
    const tasks = dated(
      'II. NHIỆM VỤ\n\n1. Sở Y tế tổng hợp số liệu tiêm chủng của các trạm y tế; hoàn thành trước ngày 20/7/2023.\n\n2. Giao Sở Xây dựng rà soát nhà tạm, nhà dột nát. Hoàn thành trước ngày 25/8/2023.\n',
    );
    expect(tasks.map((task) => [task.lead, task.deadlines.map((one) => one.statedOn)])).toEqual([
      [['Sở Y tế'], ['2023-07-20']],
      [['Sở Xây dựng'], ['2023-08-25']],
    ]);
    expect(tasks[0]?.action).toMatch(/^tổng hợp số liệu/i);
  });

  it('owes the day, not the event it waits for, when both are said, and links to what holds the event', () => {
    const tasks = dated(
      'II. NHIỆM VỤ\n\n1. Sở Nội vụ tổ chức khảo sát ý kiến bạn đọc trong quý II/2023.\n\n2. Sở Y tế tổ chức hội nghị sơ kết sau khi kết thúc khảo sát; hoàn thành trước ngày 28/9/2023.\n\n3. Sở Y tế gửi kỷ yếu ngay sau khi kết thúc hội nghị.\n',
    );
    expect(tasks.map((task) => [task.after, task.deadlines.map((one) => one.statedOn ?? one.text)])).toEqual([
      [[], ['2023-06-30']],
      [[tasks[0]?.key], ['2023-09-28']],
      [[tasks[1]?.key], ['ngay sau khi kết thúc hội nghị']],
    ]);
    expect(tasks.map((task) => task.doubts.includes('deadline-event'))).toEqual([false, false, true]);
  });

  it('takes number, date and issuer from an appendix caption when the head has none', () => {
    const { document } = readPlanText(
      'KẾ HOẠCH\nTu bổ đê điều\n\nI. NHIỆM VỤ\n\n1. Sở Xây dựng khảo sát tuyến đê.\n\nNơi nhận:\n- Lưu: VT.\n\nPhụ lục 1\n(Kèm theo Kế hoạch số 91 /KH-UBND ngày 04/5/2021 của UBND tỉnh)\n',
      { issuedOn: null, beforeMeans: 'strict' },
    );
    expect(document).toMatchObject({ number: '91/KH-UBND', issuedOn: '2021-05-04', issuer: 'UBND tỉnh' });
  });

  it('reads lead, support, recipient, route, amount and date of one assignment', () => {
    const task = only(
      'II. NHIỆM VỤ\n\n1. Giao Sở Văn hóa và Thể thao chủ trì, phối hợp với Sở Tài chính và Hội Nông dân tỉnh lựa chọn 05 mô hình thư viện cộng đồng, gửi về Ủy ban nhân dân tỉnh (qua Văn phòng UBND tỉnh) **trước ngày 20/6/2023**.\n',
    );
    expect(task).toMatchObject({
      lead: ['Sở Văn hóa và Thể thao'],
      coordinating: ['Sở Tài chính', 'Hội Nông dân tỉnh'],
      recipients: ['Ủy ban nhân dân tỉnh'],
      via: 'Văn phòng UBND tỉnh',
      quota: '05 mô hình thư viện cộng đồng',
      doubts: [],
    });
    expect(task.deadlines).toMatchObject([{ statedOn: '2023-06-20', dueOn: '2023-06-19', inclusive: false }]);
    expect(task.quotes[0]?.place).toBe('II.1');
  });

  it('lets a closing "Thời hạn hoàn thành" govern all items before it up to the heading', () => {
    const tasks = dated(
      'III. PHÂN CÔNG\n\na) Rà soát hiện trạng\n\n- Sở Xây dựng thống kê trụ sở thư viện.\n\n- Cục Thống kê tổng hợp số liệu bạn đọc.\n\nThời hạn hoàn thành: Các đơn vị gửi kết quả về Sở Văn hóa và Thể thao trước ngày 28/4/2023.\n\nb) Mua sắm\n\n- Sở Tài chính thẩm định dự toán trước ngày 30/5/2023.\n',
    );
    expect(tasks.map((task) => [task.lead[0], task.deadlines[0]?.statedOn])).toEqual([
      ['Sở Xây dựng', '2023-04-28'],
      ['Cục Thống kê', '2023-04-28'],
      ['Sở Tài chính', '2023-05-30'],
    ]);
    expect(tasks[0]?.recipients).toEqual(['Sở Văn hóa và Thể thao']);
    expect(tasks[0]?.doubts).toContain('deadline-inherited');
    expect(tasks[2]?.doubts).not.toContain('deadline-inherited');
  });

  it('makes two dates of one duty two stages of one task', () => {
    const [task, ...rest] = dated(
      'III. PHÂN CÔNG\n\na) Báo cáo\n\nSở Nội vụ chủ trì xây dựng báo cáo đánh giá nhân lực thư viện.\n\nThời hạn hoàn thành: Trình UBND tỉnh trước ngày 10/5/2023 và trình Ban Thường vụ Tỉnh ủy trước ngày 25/5/2023.\n',
    );
    expect(rest).toEqual([]);
    expect(task?.deadlines.map((deadline) => [deadline.statedOn, deadline.stage])).toEqual([
      ['2023-05-10', 'Trình UBND tỉnh'],
      ['2023-05-25', 'Trình Ban Thường vụ Tỉnh ủy'],
    ]);
  });

  it('completes items with the sentence that governs them', () => {
    const tasks = read(
      'III. PHÂN CÔNG\n\n1. Chuyên đề\n\n- Sở Y tế chủ trì, phối hợp Sở Tư pháp xây dựng các báo cáo chuyên đề sau:\n\n+ Sức khỏe bạn đọc cao tuổi.\n\n+ Tủ sách bệnh viện.\n\nThời hạn hoàn thành: trước ngày 31/8/2023.\n',
    ).tasks;
    expect(tasks.map((task) => task.action)).toEqual([
      'Xây dựng các báo cáo chuyên đề: Sức khỏe bạn đọc cao tuổi',
      'Xây dựng các báo cáo chuyên đề: Tủ sách bệnh viện',
    ]);
    expect(
      tasks.every(
        (task) =>
          task.lead[0] === 'Sở Y tế' &&
          task.coordinating[0] === 'Sở Tư pháp' &&
          task.doubts.includes('lead-inherited'),
      ),
    ).toBe(true);
  });

  it('reads labelled lines under a heading as the fields of one task', () => {
    const task = only(
      'II. NHIỆM VỤ\n\n1. Số hóa tài liệu địa chí\n\n- Nội dung: quét, biên mục, lưu trữ.\n\n- Đơn vị chủ trì: Sở Văn hóa và Thể thao.\n\n- Đơn vị phối hợp: Sở Khoa học và Công nghệ, UBND các huyện, thành phố.\n\n- Thời gian hoàn thành: trước ngày 15/11/2023.\n',
    );
    expect(task).toMatchObject({
      action: 'Số hóa tài liệu địa chí',
      lead: ['Sở Văn hóa và Thể thao'],
      coordinating: ['Sở Khoa học và Công nghệ', 'UBND các huyện, thành phố'],
    });
    expect(task.deadlines[0]?.statedOn).toBe('2023-11-15');
  });

  it('never makes a task of a cited document, a goal, a criterion, the background or the recipients', () => {
    const result = read(
      'I. MỤC TIÊU\n\n- Phấn đấu đến năm 2025 có 90% số xã có thư viện.\n\n- Phấn đấu trong năm 2023 thu nhập hằng năm của thủ thư tăng 5%.\n\nII. TIÊU CHÍ\n\n- Thư viện có số lượt bạn đọc hằng năm tăng trưởng.\n\nIII. TÌNH HÌNH\n\nSố lượng sách hàng năm được các huyện mua bổ sung không nhiều.\n\nNơi nhận:\n- Các sở, ban, ngành;\n- Lưu: VT.\n',
    );
    expect(result.tasks).toEqual([]);
    expect(result.skipped.map((passage) => passage.reason)).toContain('recipients-list');
  });

  it('reads yearly duties with and without an adverb in front', () => {
    const tasks = dated(
      'II. NHIỆM VỤ\n\n1. Hàng năm, các huyện, thành phố tổ chức tổng kết phong trào đọc sách.\n\n2. Định kỳ trước ngày 05/12 hàng năm, các cơ quan, đơn vị gửi báo cáo kết quả về Sở Văn hóa và Thể thao để tổng hợp, báo cáo Ủy ban nhân dân tỉnh.\n',
    );
    expect(tasks.map((task) => [task.lead.join(), task.deadlines[0]?.rrule, task.recipients.join()])).toEqual(
      [
        ['các huyện, thành phố', 'FREQ=YEARLY', ''],
        ['các cơ quan, đơn vị', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5', 'Sở Văn hóa và Thể thao'],
      ],
    );
  });

  it('keeps an order to a named unit without a date as a standing task and skips what nobody is named for', () => {
    const result = read(
      'II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Tài chính bố trí kinh phí cho các thư viện cơ sở.\n\n2. Đẩy mạnh tuyên truyền văn hóa đọc trong nhân dân.\n',
    );
    expect(result.tasks.map((task) => [task.lead, task.doubts])).toEqual([
      [['Sở Tài chính'], ['no-deadline']],
    ]);
    expect(result.skipped).toContainEqual({
      text: '2. Đẩy mạnh tuyên truyền văn hóa đọc trong nhân dân.',
      place: 'II.2',
      reason: 'standing',
    });
  });

  it('gives items under a unit that unit as their lead', () => {
    const tasks = read(
      'II. TỔ CHỨC THỰC HIỆN\n\n1. Công an tỉnh:\n\n- Kiểm tra an toàn cháy nổ tại các thư viện trước ngày 01/9/2023.\n\n- Hướng dẫn nghiệp vụ cho thủ thư.\n',
    ).tasks;
    expect(tasks.map((task) => [task.lead.join(), task.deadlines.length])).toEqual([
      ['Công an tỉnh', 1],
      ['Công an tỉnh', 0],
    ]);
  });

  it('maps table columns, joins a row the page cut and adds a second deadline as a stage', () => {
    const table = [
      'Phụ lục 1:',
      'DANH MỤC CÔNG VIỆC',
      '',
      'TT\tNội dung công việc\tThời hạn hoàn thành\tPhân công thực hiện',
      '1.\tHọp tổ công tác lần đầu.\tTrước ngày 20/4/2023\tSở Nội vụ phối hợp với Sở Tài chính chuẩn bị',
      '2.\tTổng hợp số liệu thư viện xã\tTrước ngày\t- Cục Thống',
      '',
      'TT\tNội dung công việc\tThời hạn hoàn thành\tPhân công thực hiện',
      '\ttrên toàn tỉnh.\t31/5/2023\tkê tỉnh. - Sở Nội vụ',
      '3.\tXây dựng đề án\tTrình UBND tỉnh trước ngày 05/6/2023\tSở Xây dựng',
      '\t\tTrình HĐND tỉnh trước ngày 25/6/2023\t',
      '4.\tViết tham luận\tTrước ngày 30/6/2023\tPhân công chi tiết tại phụ lục 2',
    ].join('\n');
    const result = read(`II. NHIỆM VỤ\n\n1. Chung\n\nNơi nhận:\n- Lưu: VT.\n\n${table}\n`);
    expect(
      result.tasks.map((task) => [
        task.lead,
        task.coordinating,
        task.deadlines.map((deadline) => deadline.statedOn),
        task.quotes[0]?.place,
      ]),
    ).toEqual([
      [['Sở Nội vụ'], ['Sở Tài chính'], ['2023-04-20'], 'Phụ lục 1, dòng 1'],
      [['Cục Thống kê tỉnh', 'Sở Nội vụ'], [], ['2023-05-31'], 'Phụ lục 1, dòng 2'],
      [['Sở Xây dựng'], [], ['2023-06-05', '2023-06-25'], 'Phụ lục 1, dòng 3'],
    ]);
    expect(result.tasks[1]?.doubts).toContain('row-split');
    expect(result.tasks[1]?.quotes).toHaveLength(2);
    expect(result.tasks[2]?.deadlines.map((deadline) => deadline.stage)).toEqual([
      'Trình UBND tỉnh',
      'Trình HĐND tỉnh',
    ]);
    expect(result.skipped.map((passage) => passage.reason)).toContain('cross-reference');
  });

  it('joins a task of the body with the annex row that repeats it and says when leads differ', () => {
    const body = (lead: string): string =>
      `II. NHIỆM VỤ\n\n1. Các sở, ngành liên quan tổ chức Hội thảo phát triển văn hóa đọc vùng cao trong quý III năm 2023.\n\nNơi nhận:\n- Lưu: VT.\n\nPhụ lục\n\nTT\tNội dung\tThời gian\tĐơn vị chủ trì\tDung lượng\n1\tHội thảo phát triển văn hóa đọc vùng cao\tTrong quý III năm 2023\t${lead}\t10-15 trang A4\n`;
    const task = only(body('Sở Văn hóa và Thể thao'));
    expect(task).toMatchObject({ lead: ['Sở Văn hóa và Thể thao'], volume: '10-15 trang A4' });
    expect(task.doubts).toEqual(expect.arrayContaining(['merged', 'leads-differ']));
    expect(task.quotes).toHaveLength(2);
    expect(only(body('Các sở, ngành liên quan')).doubts).not.toContain('leads-differ');
  });

  it('keeps quotes exact and breaks them where a page number stood', () => {
    const source = `${planHead}II. NHIỆM VỤ\n\n1. Sở Tài chính tổng hợp nhu cầu mua sách của các thư viện huyện và\n\n2\n\nbáo cáo Ủy ban nhân dân tỉnh **trước ngày 12/7/2023**.\n`;
    const [task] = readPlanText(source, { issuedOn: null, beforeMeans: 'strict' }).tasks;
    expect(task?.quotes).toHaveLength(2);
    for (const quote of task?.quotes ?? []) expect(foldSpace(source)).toContain(quote.text);
  });

  it('takes the issue date it is given before the one in the text', () => {
    const { document } = readPlanText(planHead, { issuedOn: '2024-01-02', beforeMeans: 'strict' });
    expect(document.issuedOn).toBe('2024-01-02');
  });

  it('ignores the words of a web page around the document', () => {
    const result = readPlanText(
      `Trang chủ\nĐăng nhập trước ngày 01/01/2024\n\n${planHead}II. NHIỆM VỤ\n\n1. Sở Y tế báo cáo UBND tỉnh trước ngày 01/9/2023./.\n\nNơi nhận:\n- Lưu: VT.\n\nTải về trước ngày 01/12/2023\n`,
      {
        issuedOn: null,
        beforeMeans: 'strict',
      },
    );
    expect(result.tasks.map((task) => task.deadlines[0]?.statedOn)).toEqual(['2023-09-01']);
    expect(result.skipped.filter((passage) => passage.reason === 'furniture').length).toBeGreaterThan(0);
  });

  it('reads a bracket with labels and a closing sentence that names who leads', () => {
    const [first, second] = dated(
      'II. NHIỆM VỤ\n\n1. Tổ chức lễ phát động (Chủ trì: Phòng Nghiệp vụ; phối hợp: Văn phòng Sở; thời gian: trước ngày 30/6/2023).\n\n2. Biên soạn tài liệu hướng dẫn bạn đọc trong quý IV năm 2023. Giao Thanh tra tỉnh chủ trì.\n',
    );
    expect(first).toMatchObject({
      action: 'Tổ chức lễ phát động',
      lead: ['Phòng Nghiệp vụ'],
      coordinating: ['Văn phòng Sở'],
    });
    expect(second?.lead).toEqual(['Thanh tra tỉnh']);
  });

  it('treats a yearly phrase in a heading as a title and an exact date in a goal section as an order', () => {
    const tasks = dated(
      'I. MỤC ĐÍCH\n\n- Ủy ban nhân dân tỉnh phấn đấu hoàn thành việc kiểm kê sách trước ngày 30/9/2023.\n\nII. NỘI DUNG\n\na) Biểu dương thư viện hàng năm\n\n- Nội dung: theo hướng dẫn.\n',
    );
    expect(tasks.map((task) => task.deadlines[0]?.statedOn)).toEqual(['2023-09-30']);
  });

  it('does not take the type word over an annex for the head of a letter', () => {
    const letter = `CÔNG TY CẤP NƯỚC TỈNH BÌNH MINH
Kính gửi: Các xí nghiệp trực thuộc

Thực hiện chủ trương thay đồng hồ nước, Công ty phân công như sau.

1. Xí nghiệp Cấp nước số 1:

- Lập danh sách khách hàng trước ngày 20/4/2023.

2. Xí nghiệp Cấp nước số 2:

- Báo cáo phương án trong tháng 5/2023.

Phụ lục 01

PHƯƠNG ÁN THAY ĐỒNG HỒ

Bước 1. Khảo sát hiện trạng.`;
    const { tasks } = readPlanText(letter, { issuedOn: '2023-03-06', beforeMeans: 'lenient' });

    expect(tasks.map((task) => `${task.lead.join('; ')} → ${task.deadlines[0]?.dueOn ?? '-'}`)).toEqual([
      'Xí nghiệp Cấp nước số 1 → 2023-04-20',
      'Xí nghiệp Cấp nước số 2 → 2023-05-31',
    ]);
  });

  it('takes a target for a duty once somebody is named who leads it and reports on it', () => {
    const plan = `${planHead}II. CHỈ TIÊU CHỦ YẾU NĂM 2023

1. Tỷ lệ thư viện xã có máy tính đạt 80% trở lên.
Đơn vị chủ trì: Phòng Văn hóa và Thông tin. Báo cáo hằng quý.
2. Số bạn đọc mới đạt 12.000 lượt.
Đơn vị chủ trì: Thư viện tỉnh, phối hợp: Tỉnh đoàn. Báo cáo hằng tháng.
3. Vốn sách tăng 5% so với năm trước.`;
    const { tasks } = readPlanText(plan, { issuedOn: null, beforeMeans: 'lenient' });

    expect(tasks.map((task) => `${task.lead.join('; ')} → ${task.deadlines[0]?.rrule ?? '-'}`)).toEqual([
      'Phòng Văn hóa và Thông tin → FREQ=MONTHLY;INTERVAL=3',
      'Thư viện tỉnh → FREQ=MONTHLY',
    ]);
  });

  it('keeps the tasks of a list apart beyond the ninety-ninth', () => {
    const lines = Array.from(
      { length: 120 },
      (_, i) => `${i + 1}. Sở Y tế rà soát nội dung thứ ${i + 1}, hoàn thành trước ngày 15/6/2023.`,
    );
    const { tasks } = read(`I. PHÂN CÔNG\n${lines.join('\n')}`);

    expect(tasks).toHaveLength(120);
    expect(tasks.at(-1)?.quotes[0]?.place).toBe('I.120');
    // An amount at the head of a wrapped line is none of them.
    expect(
      read('I. PHÂN CÔNG\n1. Sở Y tế trồng số cây là\n350. 000 cây trước ngày 15/6/2023.').tasks,
    ).toHaveLength(1);
  });
});
