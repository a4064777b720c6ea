import { beforeAll, describe, expect, it } from 'vitest';
import type { LetterContent, LetterRow } from '../../../src/domain/letter-content.js';
import { urgingLetterToDocx } from '../../../src/exports/urging-letter.js';
import { gapsIn, letterWords } from '../../../src/texts/urging-letter.js';
import { readLetter } from '../../fakes/letters.js';
import { unzip } from '../../fakes/zip.js';

const row = (number: number, more: Partial<LetterRow> = {}): LetterRow => ({
  unitId: `u${number}`,
  unit: `Đơn vị ${number}`,
  formerly: null,
  assignmentId: `a${number}`,
  code: `V${number}`,
  task: 'báo cáo tổng kết',
  label: '',
  isReport: true,
  deadlineText: 'trước ngày 23/6/2026',
  due: { dueOn: '2026-06-22', dueTime: null, originalDueOn: '2026-06-22', movedBy: null },
  daysLate: 2,
  urged: 0,
  returnedOn: null,
  ...more,
});

const content = (more: Partial<LetterContent> = {}): LetterContent => ({
  document: {
    type: 'KH',
    number: '62/KH-UBND',
    issuer: 'UBND tỉnh Lam Giang',
    issuedOn: '2026-02-05',
    title: 'Tổng kết công tác y tế cơ sở',
  },
  task: null,
  time: 1,
  today: '2026-06-24',
  finalOn: null,
  head: {
    superior: 'UBND tỉnh Lam Giang',
    office: 'Sở Tài chính',
    symbol: 'STC-TH',
    place: 'Lam Giang',
    signerTitle: 'GIÁM ĐỐC',
    signerName: 'Nguyễn Văn Minh',
  },
  rows: [row(1)],
  earlier: [],
  ...more,
});

const partsOf = async (letter: LetterContent): Promise<Map<string, Buffer>> =>
  unzip(await urgingLetterToDocx(letterWords(letter)));
const partOf = (parts: ReadonlyMap<string, Buffer>, name: string): string =>
  parts.get(name)?.toString() ?? '';

describe('the form of Decree 30/2020', () => {
  let parts: Map<string, Buffer>;
  let document: string;
  beforeAll(async () => {
    parts = await partsOf(content({ rows: Array.from({ length: 8 }, (_, i) => row(i + 1)) }));
    document = partOf(parts, 'word/document.xml');
  });

  it('is A4 upright with margins of 20, 15, 20 and 30 mm, in both of its sections', () => {
    const sizes = [...document.matchAll(/<w:pgSz w:w="(\d+)" w:h="(\d+)"/g)].map(([, w, h]) => [
      Number(w),
      Number(h),
    ]);
    expect(sizes).toEqual([
      [11_906, 16_838],
      [11_906, 16_838],
    ]);
    const margins = document.match(/<w:pgMar [^>]*>/g) ?? [];
    expect(margins).toHaveLength(2);
    for (const margin of margins) {
      const mm = (side: string): number =>
        Math.round((Number(new RegExp(`w:${side}="(\\d+)"`).exec(margin)?.[1]) / 1440) * 25.4);
      expect(['top', 'right', 'bottom', 'left'].map(mm)).toEqual([20, 15, 20, 30]);
    }
  });

  it('is in Times New Roman throughout, the text in 14 points', () => {
    const fonts = [...`${document}${partOf(parts, 'word/styles.xml')}`.matchAll(/w:ascii="([^"]*)"/g)];
    expect(new Set(fonts.map(([, font]) => font))).toEqual(new Set(['Times New Roman']));
    expect(partOf(parts, 'word/styles.xml')).toMatch(/<w:rPrDefault>.*<w:sz w:val="28"\/>/);
    const text = /<w:r>(?:(?!<\/w:r>).)*Thực hiện (?:(?!<\/w:r>).)*<\/w:r>/s.exec(document)?.[0];
    expect(text).toContain('<w:sz w:val="28"/>');
  });

  it('numbers pages in the middle of the top margin from the second on, the annex by itself', () => {
    expect(document.match(/<w:titlePg\/>/g)).toHaveLength(2);
    expect(document.match(/<w:pgNumType w:start="1"/g)).toHaveLength(2);
    const headers = [...parts]
      .filter(([name]) => /^word\/header\d+\.xml$/.test(name))
      .map(([, part]) => part.toString());
    const numbered = headers.filter((header) => header.includes('PAGE'));
    expect(numbered).toHaveLength(2);
    for (const header of numbered)
      expect(header).toMatch(/<w:jc w:val="center"\/>[^]*<w:instrText[^>]*>PAGE</);
    expect(headers).toHaveLength(4);
  });

  it('has all the parts of an official letter, in order', async () => {
    const { text } = await readLetter(await urgingLetterToDocx(letterWords(content())));

    expect(text).toMatch(
      /^UBND TỈNH LAM GIANG SỞ TÀI CHÍNH \| CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc\nSố: ……\/STC-TH V\/v đôn đốc [^\n]*\| Lam Giang, ngày …… tháng …… năm 2026\nKính gửi: Đơn vị 1\.\n[^]*\.\/\.\nNơi nhận: - Như trên; - UBND tỉnh Lam Giang \(để báo cáo\); - Lưu: VT, TH\. \| GIÁM ĐỐC Nguyễn Văn Minh$/,
    );
    expect(text).toContain('ngày 05 tháng 02 năm 2026 của UBND tỉnh Lam Giang về việc tổng kết công tác');
    expect(gapsIn(letterWords(content()))).toEqual([]);
  });
});

describe('what comes from data', () => {
  const hostile: [string, string][] = [
    ['markup', '<w:fldSimple w:instr="HYPERLINK &quot;http://x.example&quot;"/> & "trích" ]]>'],
    ['fields', '=HYPERLINK("http://x.example")\nDDEAUTO c:\\\\x\n{ INCLUDEPICTURE "http://x.example" }'],
    ['length', `${'Rất dài '.repeat(5_000)}hết`],
    ['controls', 'ký tự\u0000\u0007\u001b\ufffe lạ \ud83d'],
  ];

  it.each(hostile)('stays text: %s', async (_name, words) => {
    const rows = Array.from({ length: 7 }, (_, i) =>
      row(i, { unit: `${words} ${i}`, task: words, label: words, deadlineText: words, formerly: words }),
    );
    const document = { type: words, number: words, issuer: words, issuedOn: null, title: words };
    const head = {
      superior: words,
      office: words,
      symbol: words,
      place: words,
      signerTitle: words,
      signerName: words,
    };
    for (const some of [rows, rows.slice(0, 2)]) {
      const letter = content({
        rows: some,
        document,
        head,
        task: words,
        time: 2,
        earlier: [{ time: 1, sentAs: words, office: words }],
      });
      const bytes = await urgingLetterToDocx(letterWords(letter));
      const parts = await unzip(bytes);
      const xml = partOf(parts, 'word/document.xml');

      expect(xml).not.toMatch(/<w:(?:fldSimple|fldChar|instrText|hyperlink|object|pict|altChunk)\b/);
      // oxlint-disable-next-line no-control-regex
      expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
      expect([...parts.keys()].filter((name) => /media|embeddings|activeX/.test(name))).toEqual([]);
      expect(partOf(parts, 'word/_rels/document.xml.rels')).not.toMatch(/TargetMode="External"|x\.example/);
      const { text } = await readLetter(bytes);
      expect(text.length).toBeLessThan(40_000);
      if (words.startsWith('<')) expect(text).toContain('<w:fldSimple w:instr=');
    }
  });

  it('keeps to short paragraphs for names of forty thousand letters', async () => {
    const long = 'a'.repeat(40_000);
    const { text } = await readLetter(
      await urgingLetterToDocx(letterWords(content({ rows: [row(1, { unit: long, task: long })] }))),
    );

    expect(text.length).toBeLessThan(6_000);
  });
});
