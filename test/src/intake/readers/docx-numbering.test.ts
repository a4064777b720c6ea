import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocx } from '../../../../src/intake/readers/docx.js';
import {
  cell,
  level,
  list,
  numbered,
  paragraph,
  row,
  run,
  say,
  startAt,
  style,
  table,
  wordFile,
} from '../../../fakes/word.js';

const outline =
  level(0, 'upperRoman', '%1.') +
  level(1, 'decimal', '%2.') +
  level(2, 'lowerLetter', '%3)') +
  level(3, 'bullet', '\uf02d') +
  level(4, 'bullet', '+');

const textsOf = async (body: string, lists: string, styles?: string): Promise<string[]> =>
  (await readDocx(await wordFile({ body, lists, ...(styles === undefined ? {} : { styles }) }))).map(
    (block) => block.text,
  );

describe('src/intake/readers/docx-numbering.ts', () => {
  it('goes on with a list where it was left, and begins a second one at its own number', async () => {
    const body = [
      numbered('Sở Y tế', 1, 1),
      say('Thời hạn: trước ngày 15/3/2025.'),
      numbered('Sở Nội vụ', 1, 1),
      numbered('Sở Tài chính', 2, 1),
      numbered('Sở Xây dựng', 2, 1),
      numbered('Công an tỉnh', 1, 1),
    ].join('');

    // Lists 1 and 2 share one definition: they count on together, but where one is told to begin anew.
    expect(await textsOf(body, list(0, outline, { 1: '', 2: startAt(1, 1) }))).toEqual([
      '1. Sở Y tế',
      'Thời hạn: trước ngày 15/3/2025.',
      '2. Sở Nội vụ',
      '1. Sở Tài chính',
      '2. Sở Xây dựng',
      '3. Công an tỉnh',
    ]);
  });

  it('writes levels above in the numbers they have, plain digits where the list is told to', async () => {
    const levels = (legal: string): string =>
      level(0, 'upperRoman', '%1.') +
      level(1, 'decimal', '%1.%2.', legal) +
      level(2, 'decimal', '%1.%2.%3.', legal);
    const body = [numbered('A', 1), numbered('B', 1), numbered('C', 1, 1), numbered('D', 1, 2)].join('');

    expect(await textsOf(body, list(0, levels(''), { 1: '' }))).toEqual([
      'I. A',
      'II. B',
      'II.1. C',
      'II.1.1. D',
    ]);
    expect(await textsOf(body, list(0, levels('<w:isLgl/>'), { 1: '' }))).toEqual([
      'I. A',
      'II. B',
      '2.1. C',
      '2.1.1. D',
    ]);
  });

  it('restarts deeper levels as they are told: by the one above, by another, never', async () => {
    const levels =
      level(0, 'upperRoman', '%1.') +
      level(1, 'decimal', '%2.', '<w:lvlRestart w:val="0"/>') +
      level(2, 'lowerLetter', '%3)', '<w:lvlRestart w:val="1"/>');
    const body = [
      numbered('một', 1),
      numbered('hai', 1, 1),
      numbered('ba', 1, 2),
      numbered('bốn', 1, 1),
      numbered('năm', 1, 2),
      numbered('sáu', 1),
      numbered('bảy', 1, 1),
      numbered('tám', 1, 2),
    ].join('');

    expect(await textsOf(body, list(0, levels, { 1: '' }))).toEqual([
      'I. một',
      '1. hai',
      'a) ba',
      '2. bốn',
      'b) năm',
      'II. sáu',
      '3. bảy',
      'a) tám',
    ]);
  });

  it('numbers by the styles a list is tied to, each at its level', async () => {
    const levels =
      level(0, 'upperRoman', '%1.', '<w:pStyle w:val="Muc"/>') +
      level(1, 'decimal', '%2.', '<w:pStyle w:val="Khoan"/>');
    const tied = (id: string): string =>
      style(id, id, '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>');
    const body = ['Muc', 'Khoan', 'Khoan', 'Muc', 'Khoan']
      .map((id) => say(id, `<w:pStyle w:val="${id}"/>`))
      .join('');

    expect(await textsOf(body, list(0, levels, { 1: '' }), tied('Muc') + tied('Khoan'))).toEqual([
      'I. Muc',
      '1. Khoan',
      '2. Khoan',
      'II. Muc',
      '1. Khoan',
    ]);
  });

  it('ends a bare number with a stop, and keeps words around a number', async () => {
    const lists = list(
      0,
      level(0, 'decimal', '%1') + level(1, 'decimal', 'Nhiệm vụ %2:') + level(2, 'none', ''),
      { 1: '' },
    );

    expect(
      await textsOf(numbered('Sở Y tế', 1) + numbered('rà soát', 1, 1) + numbered('báo cáo', 1, 2), lists),
    ).toEqual(['1. Sở Y tế', 'Nhiệm vụ 1: rà soát', 'báo cáo']);
  });

  it('counts in an ordinal column whose cells hold nothing but Word’s numbers', async () => {
    const body = table(
      row(cell('TT') + cell('Nội dung') + cell('Thời hạn')),
      row(cell(numbered('', 1)) + cell('Rà soát') + cell('Quý I/2025')),
      row(cell(numbered('', 1)) + cell('Báo cáo') + cell('Quý II/2025')),
    );

    expect(await textsOf(body, list(0, level(0, 'decimal', '%1'), { 1: '' }))).toEqual([
      'TT Nội dung Thời hạn',
      '1. Rà soát Quý I/2025',
      '2. Báo cáo Quý II/2025',
    ]);
  });

  it('draws one bullet, the typed number winning over a drawn dash', async () => {
    const lists = list(0, outline, { 1: '' });
    const typed =
      numbered('1. Sở Y tế', 1, 3) +
      numbered('- Rà soát', 1, 3) +
      numbered('Báo cáo', 1, 3) +
      numbered('Đợt một', 1, 4);

    expect(await textsOf(typed, lists)).toEqual(['1. Sở Y tế', '- Rà soát', '- Báo cáo', '+ Đợt một']);
    expect(
      await textsOf(
        paragraph(`<w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:tab/></w:r>${run('Rà soát')}`),
        lists,
      ),
    ).toEqual(['- Rà soát']);
  });

  it('does not count what was deleted or is hidden', async () => {
    const gone = paragraph(
      `<w:del w:id="1"><w:r><w:delText>Sở Nội vụ</w:delText></w:r></w:del>`,
      '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="2"/></w:rPr>',
    );
    const hidden = paragraph(
      run('Sở Tài chính', '<w:vanish/>'),
      '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>',
    );

    expect(
      await textsOf(
        numbered('Sở Y tế', 1, 1) + gone + hidden + numbered('Sở Xây dựng', 1, 1),
        list(0, outline, { 1: '' }),
      ),
    ).toEqual(['1. Sở Y tế', '2. Sở Xây dựng']);
  });

  it('numbers any walk through the levels as a reader counts by hand', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 25 }),
        async (walk) => {
          const counts = [0, 0, 0];
          const expected = walk.map((at) => {
            // A level nobody opened counts as opened once.
            for (let above = 0; above < at; above += 1) counts[above] = Math.max(1, counts[above] ?? 0);
            counts[at] = (counts[at] ?? 0) + 1;
            for (let below = at + 1; below < 3; below += 1) counts[below] = 0;
            return `${counts.slice(0, at + 1).join('.')}. việc`;
          });
          const lists = list(
            0,
            [0, 1, 2]
              .map((at) =>
                level(
                  at,
                  'decimal',
                  `${[1, 2, 3]
                    .slice(0, at + 1)
                    .map((n) => `%${n}`)
                    .join('.')}.`,
                ),
              )
              .join(''),
            { 1: '' },
          );

          expect(await textsOf(walk.map((at) => numbered('việc', 1, at)).join(''), lists)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });
});
