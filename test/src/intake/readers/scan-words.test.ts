/** Words of a scan without a recogniser: slips in figures and letters, small cells, ruling lines, straightening. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Engine, SeenWord } from '../../../../src/intake/readers/ocr-engine.js';
import { mendLetters } from '../../../../src/intake/readers/ocr-letters.js';
import { seePage } from '../../../../src/intake/readers/ocr-page.js';
import { mend } from '../../../../src/intake/readers/ocr-repair.js';
import type { Bitmap } from '../../../../src/intake/readers/scan-bitmap.js';
import { quarterTurn, shrink } from '../../../../src/intake/readers/scan-bitmap.js';
import { takeRules } from '../../../../src/intake/readers/scan-rules.js';
import { lieOf, straightened } from '../../../../src/intake/readers/scan-skew.js';

const mended = (line: string): { text: string; unsure: boolean } => {
  const words = mend(line.split(' ').map((text) => ({ text, sureness: 0.95 })));
  return {
    text: words.map((word) => word.text).join(' '),
    unsure: words.some((word) => word.sureness < 0.8),
  };
};

describe('src/intake/readers/ocr-repair.ts', () => {
  it.each([
    ['trước ngày l5/7/2022 và ngày 2O/8/2022.', 'trước ngày 15/7/2022 và ngày 20/8/2022.'],
    ['trước ngày O5/7/2O22;', 'trước ngày 05/7/2022;'],
    ['ngày l5 tháng O7 năm 2O22', 'ngày 15 tháng 07 năm 2022'],
    ['H. NỘI DUNG TỔNG KẾT', 'II. NỘI DUNG TỔNG KẾT'],
    ['HI. Tổ chức thực hiện', 'III. Tổ chức thực hiện'],
    ['L Mục đích, yêu cầu', 'I. Mục đích, yêu cầu'],
    ['số 26-NQ/TW)như sau', 'số 26-NQ/TW) như sau'],
  ])('mends %j where nothing else can be meant', (line, expected) => {
    expect(mended(line)).toEqual({ text: expected, unsure: false });
  });

  it.each([
    ['trong tháng 1 ] và tháng 12', 'trong tháng 11 và tháng 12'],
    ['trước ngày |5/7/2022', 'trước ngày 15/7/2022'],
    ['trước ngày S/7/2022', 'trước ngày 5/7/2022'],
    ['trước ngày 45/7/2022', 'trước ngày 45/7/2022'],
    ['trước ngày 15/17/2022', 'trước ngày 15/17/2022'],
    ['trước ngày 15/7/2922', 'trước ngày 15/7/2922'],
    ['đạt 1\\5 chỉ tiêu', 'đạt 1\\5 chỉ tiêu'],
  ])('leaves a doubt on %j', (line, expected) => {
    expect(mended(line)).toEqual({ text: expected, unsure: true });
  });

  it.each([
    'Kế hoạch số 26-NQ/TW',
    'dài 15-20 trang A4',
    'trước 16h30 ngày 15/7',
    'mẫu 2A, 2B',
    'tỷ lệ 2/3',
    'giai đoạn 2021-2025',
    'Điều 5a',
  ])('lets %j be', (line) => {
    expect(mended(line)).toEqual({ text: line, unsure: false });
  });

  it('never throws, and makes of figures alone nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40, unit: 'grapheme' }), { maxLength: 12 }), (texts) => {
        mend(texts.map((text) => ({ text, sureness: 0.9 })));
      }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 28 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 2000, max: 2090 }),
        (day, month, year) => {
          const text = `${String(day)}/${String(month)}/${String(year)}`;
          expect(mended(`trước ngày ${text}.`)).toEqual({ text: `trước ngày ${text}.`, unsure: false });
        },
      ),
    );
  });
});

describe('src/intake/readers/ocr-letters.ts', () => {
  const line = (text: string): string => {
    const words = text.split(' ');
    return words
      .map((word, index) => mendLetters(word, words[index - 1] ?? '', words[index + 1] ?? ''))
      .join(' ');
  };

  it('puts right syllables that are none, and words that stand in no plan', () => {
    expect(line('Bơn Chỉ đạo xôy dựng bóo cóo, hoòn thònh yêu cồu khỏo sót trong thóng 6')).toBe(
      'Ban Chỉ đạo xây dựng báo cáo, hoàn thành yêu cầu khảo sát trong tháng 6',
    );
    expect(line('Sở Tòi chính triển khơi giỏi phóp sôu rộng')).toBe(
      'Sở Tài chính triển khai giải pháp sâu rộng',
    );
  });

  it('changes no word of a text that was read well', () => {
    const text =
      'Hươu, xoong, khoai, xoáy, người lao động giỏi, nguồn vốn, đợt thi đua, ngoài khơi, thiếu sót, tôi, mỗi đồng bào, hội họp, lòng, nói, tốt, hỗ trợ, bổ sung, khoản thu, hoàn thành, khoá học, thoái vốn, loại, khoảng, toàn bộ, ngoại, xoay, hoặc, thuở, huy động, quyết, thuê, quý, tuổi, ruộng, chuối, cuối, muối, đuôi, cưới, tưới, rượu, hữu';
    expect(line(text)).toBe(text);
  });
});

/** White paper with black boxes. */
function paper(width: number, height: number, boxes: [number, number, number, number][]): Bitmap {
  const data = new Uint8Array(width * height).fill(255);
  for (const [left, top, wide, high] of boxes)
    for (let y = top; y < top + high; y += 1) data.fill(0, y * width + left, y * width + left + wide);
  return { width, height, data };
}

/** Lines of upright strokes, as text leaves them. */
const strokes = (left: number, top: number, count: number): [number, number, number, number][] =>
  Array.from({ length: count }, (_, index) => [left + index * 9, top, 3, 22]);

describe('src/intake/readers/scan-rules.ts', () => {
  it('takes the borders of a table out of the picture and leaves the strokes of letters', () => {
    const text = [...strokes(130, 130, 20), ...strokes(130, 230, 20)];
    const page = paper(900, 600, [
      [100, 100, 600, 3], [100, 200, 600, 3], [100, 300, 600, 3],
      [100, 100, 3, 200], [400, 100, 3, 200], [700, 100, 3, 203],
      ...text,
    ]); // prettier-ignore
    const rules = takeRules(page, 1);

    expect(rules.filter((rule) => rule.horizontal).map((rule) => Math.round(rule.at))).toEqual([
      102, 202, 302,
    ]);
    expect(rules.filter((rule) => !rule.horizontal).map((rule) => Math.round(rule.at))).toEqual([
      102, 402, 702,
    ]);
    expect(Buffer.compare(Buffer.from(page.data), Buffer.from(paper(900, 600, text).data))).toBe(0);
  });
});

describe('src/intake/readers/scan-skew.ts', () => {
  it('finds how far a page lies askew, and makes it straight', () => {
    const lines = Array.from({ length: 16 }, (_, index) => strokes(80, 60 + index * 40, 60)).flat();
    const page = paper(800, 800, lines);
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (degrees) => {
        const turned = straightened(page, -degrees);
        const { angle } = lieOf(turned);
        expect(Math.abs(angle - degrees)).toBeLessThan(0.25);
        expect(Math.abs(lieOf(straightened(turned, angle)).angle)).toBeLessThan(0.25);
      }),
      { numRuns: 12 },
    );
  });

  it('turns four times a quarter into the same picture, and keeps its ink when it is made smaller', () => {
    const page = paper(60, 40, [[5, 3, 20, 10]]);
    expect(quarterTurn(quarterTurn(quarterTurn(quarterTurn(page, 1), 1), 1), 1)).toEqual(page);
    expect(quarterTurn(page, 1).data[5 * 40 + 30]).toBe(0);
    const small = shrink(page, 30);
    expect([small.width, small.height, small.data[4 * 30 + 6]]).toEqual([30, 20, 0]);
  });
});

describe('src/intake/readers/ocr-page.ts', () => {
  const word = (text: string, x: number, top: number, confidence = 0.95): SeenWord => ({
    text, x, right: x + 60, top, bottom: top + 22, y: top + 22, height: 36, confidence, starts: true, letters: [],
  }); // prettier-ignore

  it('reads the number of a row once more when the page left its cell empty', async () => {
    const page = paper(900, 600, [
      [100, 100, 600, 3], [100, 200, 600, 3], [100, 300, 600, 3],
      [100, 100, 3, 200], [250, 100, 3, 200], [700, 100, 3, 203],
      ...strokes(170, 140, 2), ...strokes(170, 240, 2), ...strokes(300, 140, 20), ...strokes(300, 240, 20),
    ]); // prettier-ignore
    const looks: string[] = [];
    const engine: Engine = {
      async recognise(_picture, look) {
        looks.push(look);
        if (look === 'page') return [word('Kiểm', 300, 140), word('Mua', 300, 240)];
        // Two cells stand side by side; the second cannot be read.
        return look === 'line' ? [{ ...word('7.', 30, 40), letters: [{ text: '7', x: 36, right: 48 }] }] : [];
      },
      close: async () => undefined,
    };
    const seen = await seePage(page, 842, engine);

    expect(seen.runs.map((run) => run.text.trim()).filter(Boolean)).toEqual(['Kiểm', 'Mua', '7', '8.']);
    expect(looks).toEqual(['page', 'line', 'numbers']);
  });

  it('says that a blank page is blank without asking anyone', async () => {
    const engine: Engine = {
      recognise: () => Promise.reject(new Error('nobody should ask')),
      close: async () => undefined,
    };
    expect(await seePage(paper(600, 800, [[3, 3, 2, 2]]), 842, engine)).toMatchObject({
      isBlank: true,
      runs: [],
    });
  });
});
