import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SubmittedFile } from '../../../src/domain/assignment.js';
import type { FileInspection } from '../../../src/domain/inspection.js';
import type { Plan } from '../../../src/domain/plan.js';
import {
  blocking,
  missingHeadings,
  precheck,
  type PrecheckBasis,
} from '../../../src/domain/precheck/index.js';
import { otherPlanCited, otherYearSaid } from '../../../src/domain/precheck/first-page.js';
import { readVolume } from '../../../src/domain/precheck/volume.js';
import { inspectionOf } from '../../fakes/inspection.js';

const document: Plan['document'] = {
  type: 'KH',
  number: '62/KH-UBND',
  issuer: 'UBND tỉnh Lam Giang',
  issuedOn: '2026-06-02',
  title: 'Kế hoạch tổng kết',
  period: null,
  basis: ['21-KH/TU'],
  urgency: null,
  amends: null,
};

/** A hand-in of files with these facts: nothing about it is worth a notice unless said so. */
function basis(facts: Partial<FileInspection>[], more: Partial<PrecheckBasis> = {}): PrecheckBasis {
  const files: SubmittedFile[] = facts.map((_, at) => ({
    sha256: `h${at}`,
    name: `tep-${at}.docx`,
    size: 1,
    mime: '',
  }));
  return {
    files,
    inspections: new Map(
      facts.map((one, at) => [
        `h${at}`,
        { ...inspectionOf(Buffer.from(String(at)), { kind: 'docx' }), ...one },
      ]),
    ),
    plan: { document },
    task: { volume: null },
    round: { label: '', dueOn: '2026-06-30', opensOn: null },
    unit: { name: 'Sở Y tế', kind: 'sở' },
    today: '2026-06-20',
    unitNamed: (name) =>
      ({
        'Sở Tài chính': { id: 'stc', name: 'Sở Tài chính', kind: 'sở' as const },
        'Chi cục Dân số': { id: 'ccds', name: 'Chi cục Dân số', kind: 'ngành' as const },
        'UBND tỉnh Lam Giang': { id: 'tinh', name: 'UBND tỉnh Lam Giang', kind: 'tỉnh' as const },
      })[name] ?? null,
    mayHead: new Set(['syt', 'ccds']),
    earlier: () => null,
    outline: [],
    isSignedAsked: false,
    ...more,
  };
}

const codes = (given: PrecheckBasis): string[] => precheck(given).map((notice) => notice.code);

describe('src/domain/precheck/volume.ts', () => {
  it.each([
    ['15-20 trang A4', 15, 20],
    ['15 - 20 trang', 15, 20],
    ['từ 15 đến 20 trang A4', 15, 20],
    ['từ 15 trang đến 20 trang', 15, 20],
    ['không quá 05 trang', null, 5],
    ['Không vượt quá 5 trang A4', null, 5],
    ['tối đa 03 trang', null, 3],
    ['không quá hai (02) trang', null, 2],
    ['tối thiểu 10 trang', 10, null],
    ['ít nhất 10 trang', 10, null],
    ['10 trang trở lên', 10, null],
    ['tối thiểu 10 trang, tối đa 15 trang', 10, 15],
    ['khoảng 10 trang', 7, 13],
    ['10 trang A4', 7, 13],
    ['dài 15-20 trang, phụ lục không quá 10 trang', 15, 20],
    ['15-20 trang (không kể phụ lục)', 15, null],
    ['không quá 10 trang, không kể phụ lục', undefined, undefined],
    ['không quá 02 trang A4/mô hình', undefined, undefined],
    ['mỗi báo cáo không quá 05 trang', undefined, undefined],
    ['05 trang A3', undefined, undefined],
    ['20-15 trang', undefined, undefined],
    ['ngắn gọn', undefined, undefined],
    ['02 bản', undefined, undefined],
    ['đăng trên trang thông tin điện tử', undefined, undefined],
  ])('reads %j', (text, min, max) => {
    expect(readVolume(text)).toEqual(min === undefined ? null : { min, max });
  });

  it('reads every way of writing a range as the same range', () => {
    const ways: ((a: string, b: string) => string)[] = [
      (a, b) => `${a}-${b} trang A4`,
      (a, b) => `${a} – ${b} trang`,
      (a, b) => `từ ${a} đến ${b} trang giấy A4`,
      (a, b) => `dung lượng ${a} đến ${b} trang`,
      (a, b) => `Tối thiểu ${a} trang; không quá ${b} trang`,
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 0, max: 200 }),
        fc.constantFrom(...ways),
        fc.boolean(),
        (from, more, way, hasZero) => {
          const written = (value: number): string => (hasZero && value < 10 ? `0${value}` : String(value));
          expect(readVolume(way(written(from), written(from + more)))).toEqual({
            min: from,
            max: from + more,
          });
        },
      ),
    );
  });

  it('never throws and never gives a range no file can keep', () => {
    const words = fc.constantFrom(
      'trang',
      ' ',
      '-',
      '5',
      '120',
      'không quá',
      'tối thiểu',
      'A4',
      '(',
      ')',
      'phụ lục',
      'khoảng',
      ';',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words, { maxLength: 14 }).map((parts) => parts.join(' ')),
        ),
        (text) => {
          const range = readVolume(text);
          if (range === null) return;
          expect(range.min ?? range.max).not.toBeNull();
          expect(range.min ?? 1).toBeGreaterThan(0);
          expect(range.max ?? 1).toBeGreaterThan(0);
          expect(range.min ?? 0).toBeLessThanOrEqual(range.max ?? Number.POSITIVE_INFINITY);
        },
      ),
    );
  });
});

describe('src/domain/precheck/first-page.ts', () => {
  const cited = (page: string, own = false, plan: Partial<Plan['document']> = {}): string | null =>
    otherPlanCited(page, { document: { ...document, ...plan } }, own);

  it('notices another plan of the same issuer when the right one is named nowhere', () => {
    expect(cited('Thực hiện Kế hoạch số 348/KH-UBND ngày 02/6/2025 của UBND tỉnh Lam Giang')).toBe(
      '348/KH-UBND',
    );
    expect(cited('Căn cứ Kế hoạch số 348 /KH - UBND của Ủy ban nhân dân tỉnh về việc')).toBe('348/KH-UBND');
    expect(cited('Thực hiện Kế hoạch số 348/2025/KH-UBND về tổng kết')).toBe('348/KH-UBND');
    expect(
      cited('Thực hiện Kế hoạch số 9-KH/TU ngày 01/5/2025', false, {
        number: '21-KH/TU',
        basis: [],
        issuer: 'Tỉnh ủy Lam Giang',
      }),
    ).toBe('9-KH/TU');
  });

  it.each([
    'Thực hiện Kế hoạch số 62/KH-UBND và Kế hoạch số 348/KH-UBND của UBND tỉnh',
    'Thực hiện Kế hoạch số 062/KH-UBND ngày 02/6/2026 của UBND tỉnh, Kế hoạch số 348/KH-UBND',
    'Thực hiện Kế hoạch số 21-KH/TU của Tỉnh ủy và Kế hoạch số 348/KH-UBND của UBND tỉnh',
    'Số: 348/KH-UBND',
    'Thực hiện Kế hoạch số 348/KH-SYT của Sở Y tế',
    'Thực hiện Kế hoạch số 348/KH-UBND ngày 01/3/2026 của UBND xã Đồng Tâm',
    'Thực hiện Quyết định số 348/QĐ-UBND của UBND tỉnh',
    'Báo cáo kết quả quý II',
    '',
  ])('says nothing of %j', (page) => {
    expect(cited(page)).toBeNull();
  });

  it('takes a number a commune could have given itself for its own, unless it is said to be the province’s', () => {
    expect(cited('Thực hiện Kế hoạch số 45/KH-UBND về chuyển đổi số', true)).toBeNull();
    expect(cited('Thực hiện Kế hoạch số 45/KH-UBND của UBND tỉnh về chuyển đổi số', true)).toBe('45/KH-UBND');
    expect(cited('Kế hoạch số 45/KH-UBND', false, { number: null })).toBeNull();
  });

  const round = (label: string): { label: string; dueOn: string; opensOn: null } => ({
    label,
    dueOn: '2026-12-15',
    opensOn: null,
  });

  it.each([
    [
      'năm 2026',
      'Báo cáo kết quả năm 2025. Lam Thành, ngày 15 tháng 12 năm 2025',
      { said: 2025, asked: 2026 },
    ],
    ['năm 2026', 'Báo cáo kết quả năm 2025, phương hướng năm 2026', null],
    ['năm 2026', 'Báo cáo kết quả giai đoạn 2021 - 2030, năm 2025', null],
    ['quý III/2026', 'Báo cáo quý III năm 2025', { said: 2025, asked: 2026 }],
    ['', 'Báo cáo kết quả năm 2025', null],
    ['', 'Báo cáo kết quả năm 2024. Ngày 10 tháng 12 năm 2024', { said: 2024, asked: 2026 }],
    ['', 'Báo cáo kết quả', null],
    ['năm 2026', 'Quyết định số 12/2019/QĐ-TTg', null],
  ])('round %j and %j', (label, page, expected) => {
    expect(otherYearSaid(page, round(label), '2026-12-10')).toEqual(expected);
  });
});

describe('src/domain/precheck/index.ts', () => {
  it('notices nothing about a sound paper, nor about one of which nothing is known', () => {
    expect(
      precheck(basis([{ issuer: 'Sở Y tế', pages: 17 }], { task: { volume: '15-20 trang A4' } })),
    ).toEqual([]);
    expect(
      precheck(
        basis([{}], {
          inspections: new Map(),
          task: { volume: '15-20 trang' },
          outline: ['Tình hình'],
          isSignedAsked: true,
        }),
      ),
    ).toEqual([]);
    expect(precheck(basis([]))).toEqual([]);
  });

  it('never holds missing facts against anybody, whatever is asked', () => {
    const nothing: Partial<FileInspection> = {
      kind: 'docx',
      opens: true,
      pages: null,
      firstPage: '',
      headings: [],
      isSigned: null,
      isScan: true,
    };
    fc.assert(
      fc.property(
        fc.record({
          volume: fc.option(fc.constantFrom('15-20 trang', 'không quá 05 trang', 'tối thiểu 10 trang')),
          label: fc.constantFrom('', 'năm 2026', 'quý I/2030'),
          outline: fc.subarray(['Tình hình', 'Kết quả']),
          isSignedAsked: fc.boolean(),
          files: fc.integer({ min: 1, max: 4 }),
        }),
        ({ volume, label, outline, isSignedAsked, files }) => {
          const given = basis(
            Array.from({ length: files }, () => nothing),
            {
              task: { volume },
              round: { label, dueOn: null, opensOn: null },
              outline,
              isSignedAsked,
            },
          );
          expect(precheck(given)).toEqual([]);
        },
      ),
    );
  });

  it('never throws, whatever a paper or a plan says', () => {
    const words = fc
      .array(
        fc.constantFrom(
          'Kế hoạch số',
          '62/KH-UBND',
          '348/KH-UBND',
          'của',
          'UBND tỉnh',
          'năm',
          '2025',
          '2021 - 2030',
          'trang',
          '(',
          '[',
          '\\',
          '*',
          'DỰ THẢO',
          '😀',
          '\n',
        ),
      )
      .map((parts) => parts.join(' '));
    const text = fc.oneof(fc.string({ unit: 'binary' }), words);
    fc.assert(
      fc.property(text, text, text, text, text, (firstPage, number, label, volume, heading) => {
        const given = basis([{ firstPage, headings: [heading, heading], issuer: heading, pages: 3 }], {
          plan: { document: { ...document, number, basis: [label] } },
          round: { label, dueOn: null, opensOn: null },
          task: { volume },
          outline: [heading, label],
        });
        expect(() => precheck(given)).not.toThrow();
      }),
    );
  });

  it('counts pages over all papers for too few, and in the shortest for too many', () => {
    const asked = (
      pages: (number | null)[],
      volume = '15-20 trang A4',
      kind: FileInspection['kind'] = 'docx',
    ): unknown =>
      precheck(
        basis(
          pages.map((count) => ({ pages: count, kind })),
          { task: { volume } },
        ),
      );

    expect(asked([8])).toEqual([{ code: 'too-short', file: 0, detail: '8;15-20 trang A4' }]);
    expect(asked([24])).toEqual([{ code: 'too-long', file: 0, detail: '24;15-20 trang A4' }]);
    expect(asked([17])).toEqual([]);
    expect(asked([8, 9])).toEqual([]);
    expect(asked([16, 40])).toEqual([]);
    expect(asked([24, 40])).toEqual([{ code: 'too-long', file: null, detail: '24;15-20 trang A4' }]);
    expect(asked([3, null])).toEqual([]);
    expect(asked([1, 1, 1], 'không quá 05 trang', 'picture')).toEqual([]);
    expect(asked([1, 1, 1, 1, 1, 1], 'không quá 05 trang', 'picture')).toMatchObject([
      { code: 'too-long', detail: '6;không quá 05 trang' },
    ]);
    expect(asked([1], '15-20 trang', 'xlsx')).toEqual([]);
  });

  it('does not count pages too few when an archive beside them may hold more', () => {
    const given = basis([{ pages: 2 }, { kind: 'archive' }], { task: { volume: '15-20 trang' } });
    expect(precheck(given)).toEqual([]);
  });

  it('names another unit at the head, but not one above, below, or the one that will sign', () => {
    expect(precheck(basis([{ issuer: 'Sở Tài chính' }]))).toEqual([
      { code: 'other-unit', file: 0, detail: 'Sở Tài chính' },
    ]);
    for (const issuer of ['Chi cục Dân số', 'UBND tỉnh Lam Giang', 'SỞ Y TẾ', 'Công ty không ai biết', null])
      expect(precheck(basis([{ issuer }]))).toEqual([]);
  });

  it('tells of files that are none, do not open, are blank or drafts', () => {
    expect(codes(basis([{ kind: 'other' }]))).toEqual(['not-a-document']);
    expect(codes(basis([{ kind: 'other', opens: false }]))).toEqual(['does-not-open']);
    expect(codes(basis([{ isBlank: true, isScan: true }]))).toEqual(['blank-scan']);
    expect(precheck(basis([{}, { isDraft: true }]))).toEqual([{ code: 'draft', file: 1, detail: null }]);
  });

  it('asks for a signed copy only when the office does, and takes a scan for one', () => {
    const unsigned: Partial<FileInspection> = { kind: 'docx', isSigned: false };
    const signed: Partial<FileInspection> = { kind: 'pdf', isSigned: true };
    const scan: Partial<FileInspection> = { kind: 'pdf', isSigned: null, isScan: true };
    const asked = (facts: Partial<FileInspection>[]): string[] =>
      codes(basis(facts, { isSignedAsked: true }));

    expect(codes(basis([unsigned]))).toEqual([]);
    expect(asked([unsigned])).toEqual(['unsigned']);
    expect(asked([{ kind: 'pdf', isSigned: false }])).toEqual(['unsigned']);
    expect(asked([unsigned, signed])).toEqual([]);
    expect(asked([unsigned, scan])).toEqual([]);
    expect(asked([{ kind: 'picture', isSigned: null, isScan: true }])).toEqual([]);
    expect(asked([{ kind: 'xlsx', isSigned: false }])).toEqual([]);
  });

  it('looks for the headings asked for, whatever their numbers and marks', () => {
    const headings = ['I. TÌNH HÌNH THỰC HIỆN', '1. Kết quả đạt được', 'III. Kiến nghị, đề xuất'];
    expect(missingHeadings(headings, ['Tình hình', 'II. Kết quả', 'Phần III. Kiến nghị'])).toEqual([]);
    expect(missingHeadings(headings, ['Tình hình', 'Tồn tại, hạn chế'])).toEqual(['Tồn tại, hạn chế']);
    expect(missingHeadings(['BÁO CÁO'], ['Tình hình'])).toEqual([]);
    expect(
      precheck(basis([{ headings: ['I. Tình hình', 'II. Kết quả'] }], { outline: ['Kiến nghị'] })),
    ).toEqual([{ code: 'headings-missing', file: null, detail: 'Kiến nghị' }]);
  });

  it('tells of the same file as before, but not of one this version only carries on', () => {
    const earlier = (): { receiptCode: string; sentAt: string } => ({
      receiptCode: 'TN-00001-ABC2DE',
      sentAt: '2025-06-20T02:00:00.000Z',
    });
    const given = basis([{}, {}], { earlier });
    given.files[1]!.since = 1;
    expect(precheck(given)).toEqual([
      { code: 'same-as-before', file: 0, detail: 'TN-00001-ABC2DE;2025-06-20T02:00:00.000Z' },
    ]);
  });

  it('puts the weightiest first and blocks what the office says, nothing else', () => {
    const given = basis([{ pages: 2, isDraft: true, issuer: 'Sở Tài chính', opens: true }], {
      task: { volume: '15-20 trang' },
    });
    const notices = precheck(given);
    expect(notices.map((notice) => notice.code)).toEqual(['other-unit', 'too-short', 'draft']);
    expect(blocking(notices, undefined)).toEqual([]);
    expect(blocking(notices, ['draft', 'unsigned'])).toEqual([{ code: 'draft', file: 0, detail: null }]);
  });
});
