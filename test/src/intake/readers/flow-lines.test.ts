import { describe, expect, it } from 'vitest';
import type { ReadResult } from '../../../../src/domain/plan.js';
import { readPlanText } from '../../../../src/intake/read-plan.js';
import { readFile } from '../../../../src/intake/read-file.js';
import { readDocx } from '../../../../src/intake/readers/docx.js';
import { readHtml } from '../../../../src/intake/readers/html.js';
import { cell, row, say, table, wordFile } from '../../../fakes/word.js';

const options = { issuedOn: null, beforeMeans: 'strict' } as const;
const textsOf = async (...paragraphs: string[]): Promise<string[]> =>
  (await readDocx(await wordFile({ body: paragraphs.map((text) => say(text)).join('') }))).map(
    (block) => block.text,
  );
const essence = (result: ReadResult): unknown =>
  result.tasks.map((task) => [task.action, task.lead, task.deadlines.map((one) => [one.kind, one.statedOn])]);

const plan = [
  'KẾ HOẠCH',
  'Chăm sóc cây xanh đô thị năm 2024',
  'Căn cứ Nghị quyết của Hội đồng nhân dân tỉnh về bảo vệ môi trường, Ủy ban nhân dân tỉnh ban hành Kế hoạch chăm sóc cây xanh đô thị năm 2024 như sau:',
  'I. NHIỆM VỤ',
  '1. Sở Xây dựng chủ trì, phối hợp với Sở Tài chính và Ủy ban nhân dân các huyện, thị xã, thành phố rà soát toàn bộ cây xanh trên các tuyến đường, lập danh mục cây cần thay thế, báo cáo Ủy ban nhân dân tỉnh trước ngày 20/3/2024.',
  '2. Sở Tài chính thẩm định dự toán kinh phí chăm sóc, thay thế cây xanh trong năm, trình Ủy ban nhân dân tỉnh xem xét, quyết định trước ngày 15/4/2024.',
  '3. Sở Thông tin và Truyền thông tuyên truyền trên hệ thống truyền thanh cơ sở về việc bảo vệ cây xanh, kịp thời biểu dương những khu phố làm tốt; báo cáo kết quả trước ngày 30/11/2024.',
  'Yêu cầu thủ trưởng các cơ quan, đơn vị nghiêm túc thực hiện Kế hoạch này./.',
];

/** A paragraph as lines of some width. */
function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length >= width && last !== '') lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

describe('src/intake/readers/flow-lines.ts', () => {
  it('reads a file of one line a paragraph as the plan it was', async () => {
    for (const width of [56, 60, 64, 68]) {
      const lines = plan.flatMap((text) => wrapped(text, width));
      const expected = readPlanText(lines.join('\n'), options);
      const body =
        lines.map((line) => say(line)).join('') +
        table(row(cell('Nơi nhận: Như trên') + cell('TM. ỦY BAN NHÂN DÂN')));
      const page = `<html><body>${lines.map((line) => `<p>${line}</p>`).join('')}</body></html>`;

      expect(expected.tasks.slice(0, 3).map((task) => [task.lead[0], task.deadlines[0]?.statedOn])).toEqual([
        ['Sở Xây dựng', '2024-03-20'],
        ['Sở Tài chính', '2024-04-15'],
        ['Sở Thông tin và Truyền thông', '2024-11-30'],
      ]);
      // oxlint-disable-next-line no-await-in-loop -- four small files
      expect(essence(await readFile(await wordFile({ body }), options))).toEqual(essence(expected));
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(essence(await readFile(Buffer.from(page), options))).toEqual(essence(expected));
    }
  });

  it('joins a sentence over the number of a page, and remembers where', async () => {
    const [first, ...more] = await readDocx(
      await wordFile({
        body: [
          'Thủ trưởng các cơ quan, đơn vị có trách nhiệm tổ chức',
          '- 2 -',
          'thực hiện Kế hoạch này.',
          '3',
        ]
          .map((text) => say(text))
          .join(''),
      }),
    );

    expect(more).toEqual([]);
    expect(first?.text).toBe('Thủ trưởng các cơ quan, đơn vị có trách nhiệm tổ chức thực hiện Kế hoạch này.');
    expect(first?.cuts).toEqual(['Thủ trưởng các cơ quan, đơn vị có trách nhiệm tổ chức'.length]);
  });

  it('gives a number that stands alone its text, and drops drawn lines', async () => {
    expect(await textsOf('KẾ HOẠCH', '----------', '1.', 'Sở Y tế rà soát', '2.', '3. Sở Nội vụ')).toEqual([
      'KẾ HOẠCH',
      '1. Sở Y tế rà soát',
      '2.',
      '3. Sở Nội vụ',
    ]);
  });

  it('leaves out what was struck by hand, in Word and in a page', async () => {
    const struck = (text: string): string => say(text).replace('<w:r>', '<w:r><w:rPr><w:strike/></w:rPr>');
    const body = struck('Bỏ cả câu.') + say('Trước ngày 20/6/2024.');

    expect((await readDocx(await wordFile({ body }))).map((block) => block.text)).toEqual([
      'Trước ngày 20/6/2024.',
    ]);
    const page =
      '<p>Trước ngày <s>15/6</s><span style="text-decoration: line-through">16/6</span> 20/6/2024.</p>';
    expect(readHtml(page).map((block) => block.text)).toEqual(['Trước ngày 20/6/2024.']);
  });

  it('takes a row of spaces between two columns of a head for a tab', async () => {
    const [block] = await readDocx(
      await wordFile({ body: say('UBND TỈNH A            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM') }),
    );

    expect(block?.lines).toEqual(['UBND TỈNH A', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM']);
  });
});
