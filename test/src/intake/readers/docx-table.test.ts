import { describe, expect, it } from 'vitest';
import type { ReadResult } from '../../../../src/domain/plan.js';
import { readFile } from '../../../../src/intake/read-file.js';
import { readDocx } from '../../../../src/intake/readers/docx.js';
import { across, cell, mergeFrom, mergeOn, row, run, say, table, wordFile } from '../../../fakes/word.js';

const cellsOf = async (body: string): Promise<[string, boolean][][]> =>
  (await readDocx(await wordFile({ body }))).map((block) =>
    block.cells.map(({ text, own }): [string, boolean] => [text, own]),
  );
const read = async (body: string): Promise<ReadResult> =>
  readFile(await wordFile({ body }), { issuedOn: null, beforeMeans: 'strict' });

const head = row(
  ['TT', 'Nội dung', 'Đơn vị chủ trì', 'Thời gian hoàn thành'].map((text) => cell(text)).join(''),
);

describe('src/intake/readers: tables of Word', () => {
  it('gives merged cells to every row and column they reach', async () => {
    const body = table(
      row(cell('1', mergeFrom) + cell('trước ngày 01/6')),
      row(cell('<w:p/>', mergeOn) + cell('trước ngày 01/9')),
      row(cell('Ghi chú', across(2))),
      row(cell('2') + cell('<w:p/>', mergeOn)),
    );

    expect(await cellsOf(body)).toEqual([
      [
        ['1', true],
        ['trước ngày 01/6', true],
      ],
      [
        ['1', false],
        ['trước ngày 01/9', true],
      ],
      [
        ['Ghi chú', true],
        ['Ghi chú', false],
      ],
      [
        ['2', true],
        ['Ghi chú', false],
      ],
    ]);
  });

  it('merges cells the old way sideways, and keeps columns of rows that begin further right', async () => {
    const body = table(
      row(cell('A', '<w:hMerge w:val="restart"/>') + cell('<w:p/>', '<w:hMerge/>') + cell('B')),
      row(cell('C') + cell('D'), '<w:gridBefore w:val="1"/>'),
    );

    expect(await cellsOf(body)).toEqual([
      [
        ['A', true],
        ['A', false],
        ['B', true],
      ],
      [
        ['', true],
        ['C', true],
        ['D', true],
      ],
    ]);
  });

  it('reads a row whose cells are merged down as one task with each of its dates', async () => {
    const { tasks } = await read(
      table(
        head,
        row(
          cell('1', mergeFrom) +
            cell('Rà soát quỹ đất', mergeFrom) +
            cell('Sở Xây dựng', mergeFrom) +
            cell('Đợt 1 trước ngày 30/4/2024'),
        ),
        row(
          cell('<w:p/>', mergeOn) +
            cell('<w:p/>', mergeOn) +
            cell('<w:p/>', mergeOn) +
            cell('Đợt 2 trước ngày 31/8/2024'),
        ),
        row(cell('2') + cell('Báo cáo kết quả') + cell('Sở Y tế') + cell('Trước ngày 15/12/2024')),
      ),
    );

    expect(tasks.map((task) => [task.lead, task.deadlines.map((one) => one.statedOn)])).toEqual([
      [['Sở Xây dựng'], ['2024-04-30', '2024-08-31']],
      [['Sở Y tế'], ['2024-12-15']],
    ]);
  });

  it('drops deleted rows and cells, and hidden rows', async () => {
    const body = table(
      row(cell('giữ') + cell('bỏ', '<w:cellDel w:id="1"/>') + cell('giữ')),
      row(cell('bỏ') + cell('bỏ'), '<w:del w:id="2"/>'),
      row(cell('bỏ') + cell('bỏ'), '<w:hidden/>'),
      row(cell('thêm') + cell('thêm'), '<w:ins w:id="3"/>'),
    );

    expect((await cellsOf(body)).map((cells) => cells.map(([text]) => text))).toEqual([
      ['giữ', 'giữ'],
      ['thêm', 'thêm'],
    ]);
  });

  it('keeps a small inner table with its cell, reads a large one as rows', async () => {
    const small = table(row(cell('đợt 1') + cell('đợt 2')));
    expect((await cellsOf(table(row(cell('1') + cell(`${small}<w:p/>`))))).flat()).toEqual([
      ['1', true],
      ['đợt 1 đợt 2', true],
    ]);

    const large = table(
      head,
      row(cell('1') + cell('Rà soát quỹ đất') + cell('Sở Xây dựng') + cell('Trước ngày 30/4/2024')),
      row(cell('2') + cell('Báo cáo kết quả') + cell('Sở Y tế') + cell('Trước ngày 15/12/2024')),
    );
    const { tasks } = await read(table(row(cell('Phụ lục') + cell(`${say('Phân công')}${large}<w:p/>`))));
    expect(tasks.map((task) => [task.lead, task.deadlines[0]?.statedOn])).toEqual([
      [['Sở Xây dựng'], '2024-04-30'],
      [['Sở Y tế'], '2024-12-15'],
    ]);
  });

  it('reads a frame around text as the text, with its tasks', async () => {
    const { tasks } = await read(
      table(
        row(
          cell(
            say('KẾ HOẠCH') + say('I. NHIỆM VỤ') + say('1. Sở Y tế báo cáo UBND tỉnh trước ngày 15/6/2024.'),
          ),
        ),
      ),
    );

    expect(tasks).toMatchObject([{ lead: ['Sở Y tế'], deadlines: [{ statedOn: '2024-06-15' }] }]);
  });

  it('keeps the lines of a cell for the head, folds them for the row', async () => {
    const [block] = await readDocx(
      await wordFile({
        body: table(
          row(
            cell(say('ỦY BAN NHÂN DÂN') + say('TỈNH LAM GIANG')) +
              cell(`<w:p>${run('CỘNG HÒA')}<w:r><w:br/></w:r>${run('Độc lập')}</w:p>`),
          ),
        ),
      }),
    );

    expect(block?.lines).toEqual(['ỦY BAN NHÂN DÂN', 'TỈNH LAM GIANG', 'CỘNG HÒA', 'Độc lập']);
    expect(block?.cells.map(({ text }) => text)).toEqual([
      'ỦY BAN NHÂN DÂN TỈNH LAM GIANG',
      'CỘNG HÒA Độc lập',
    ]);
  });
});
