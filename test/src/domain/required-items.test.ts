import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FileClues,
  itemsOfFiles,
  missingItems,
  requiredItems,
} from '../../../src/domain/required-items.js';

const namesOf = (deliverable: string | null, action = ''): string[] =>
  requiredItems({ deliverable, action }).map(({ name }) => name);

describe('src/domain/required-items.ts', () => {
  it.each<[string | null, string, string[]]>([
    ['báo cáo kèm phụ lục số liệu', '', ['báo cáo', 'phụ lục số liệu']],
    ['Tờ trình và dự thảo Quyết định', '', ['tờ trình', 'dự thảo Quyết định']],
    ['báo cáo; biểu mẫu 01, 02', '', ['báo cáo', 'biểu mẫu 01', 'biểu mẫu 02']],
    ['Phụ lục 1, 2A, 2B', '', ['phụ lục 1', 'phụ lục 2A', 'phụ lục 2B']],
    ['danh sách, hồ sơ', '', ['danh sách', 'hồ sơ']],
    ['báo cáo', 'xây dựng báo cáo tổng kết 10 năm (kèm phụ lục số liệu)', ['báo cáo', 'phụ lục số liệu']],
    ['báo cáo', 'gửi báo cáo kèm theo biểu số liệu về Sở Tài chính', ['báo cáo', 'biểu số liệu']],
    [
      'tờ trình',
      'xây dựng tờ trình và dự thảo Nghị quyết trình HĐND tỉnh',
      ['tờ trình', 'dự thảo Nghị quyết'],
    ],
  ])('several things: %s / %s', (deliverable, action, expected) => {
    expect(namesOf(deliverable, action)).toEqual(expected);
  });

  it.each<[string | null, string]>([
    ['báo cáo', 'báo cáo kết quả thực hiện theo đề cương và phụ lục kèm theo Kế hoạch này'],
    ['báo cáo', 'Báo cáo UBND tỉnh và danh sách gửi Sở Nội vụ'],
    ['Quyết định/Kế hoạch', ''],
    ['Kế hoạch hoặc văn bản chỉ đạo', ''],
    ['Báo cáo (kèm phụ lục nếu có)', ''],
    ['báo cáo, phụ lục nếu có', ''],
    ['báo cáo tổng kết, đánh giá', ''],
    ['hội nghị', ''],
    [null, 'tổ chức hội nghị triển khai'],
    ['báo cáo; tờ trình; kế hoạch; danh sách; hồ sơ; đề án; biểu mẫu 1', ''],
  ])('one thing, or none that can be told: %s / %s', (deliverable, action) => {
    expect(namesOf(deliverable, action).length).toBeLessThan(2);
  });

  const items = requiredItems({ deliverable: 'báo cáo; phụ lục số liệu; biểu mẫu 01, 02', action: '' });
  const file = (name: string, more: Partial<FileClues> = {}): FileClues => ({
    name,
    mime: '',
    caption: '',
    firstPage: '',
    headings: [],
    ...more,
  });

  it.each<[string, Partial<FileClues>, string[]]>([
    ['BC tong ket.docx', {}, ['báo cáo']],
    ['PL so lieu.xlsx', {}, ['phụ lục số liệu']],
    ['bieu mau 02.xlsx', {}, ['biểu mẫu 02']],
    ['x.pdf', { caption: 'phụ lục số liệu đây ạ' }, ['phụ lục số liệu']],
    ['x.pdf', { firstPage: 'SỞ Y TẾ\nBÁO CÁO\nKết quả thực hiện' }, ['báo cáo']],
    ['bao cao.docx', { headings: ['I. Kết quả', 'PHỤ LỤC'] }, ['báo cáo', 'phụ lục số liệu']],
    ['tat ca.zip', { mime: 'application/zip' }, items.map(({ name }) => name)],
  ])('tells what %s %j is', (name, clues, expected) => {
    expect(itemsOfFiles([file(name, clues)], items, [])).toEqual([expected]);
  });

  it('supposes what still lacks, in order, where nothing tells', () => {
    expect(itemsOfFiles([file('Scan1.pdf'), file('Scan2.pdf')], items, [])).toEqual([
      ['báo cáo'],
      ['phụ lục số liệu'],
    ]);
    expect(itemsOfFiles([file('Scan1.pdf')], items, ['báo cáo'])).toEqual([['phụ lục số liệu']]);
    expect(
      itemsOfFiles(
        [file('Scan1.pdf')],
        items,
        items.map(({ name }) => name),
      ),
    ).toEqual([['báo cáo']]);
  });

  it('gives each file an item of the task, and misses exactly what none stands for', () => {
    const anyFile = fc.record({
      name: fc.oneof(fc.string(), fc.constantFrom('bc.docx', 'phu luc.xlsx', 'bieu 01.xls')),
      mime: fc.constantFrom('', 'application/pdf', 'application/zip'),
      caption: fc.string(),
      firstPage: fc.string(),
      headings: fc.array(fc.string()),
    });
    fc.assert(
      fc.property(fc.array(anyFile, { maxLength: 6 }), (files) => {
        const named = itemsOfFiles(files, items, []);
        const all = items.map(({ name }) => name);
        expect(named).toHaveLength(files.length);
        for (const one of named) {
          expect(one.length).toBeGreaterThan(0);
          for (const name of one) expect(all).toContain(name);
        }
        const missing = missingItems(
          items,
          named.map((one) => ({ item: one.join(' + ') })),
        );
        expect([...missing, ...named.flat()].toSorted()).toEqual(expect.arrayContaining(all.toSorted()));
        expect(missing.filter((name) => named.flat().includes(name))).toEqual([]);
      }),
    );
  });

  it('reads any words without failing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.string({ maxLength: 400 }), (deliverable, action) => {
        expect(requiredItems({ deliverable, action }).length).toBeLessThanOrEqual(6);
      }),
    );
  });
});
