import { describe, expect, it } from 'vitest';
import {
  readHandInWords,
  saysJoint,
  saysMistake,
  saysNothingToReport,
  saysSent,
} from '../../../src/domain/hand-in-words.js';
import { readPaperDay, readPaperNumber, readSentElsewhere } from '../../../src/domain/sent-elsewhere.js';
import { readPeriods } from '../../../src/domain/period-words.js';

describe('src/domain/hand-in-words.ts', () => {
  it.each<[string, Partial<ReturnType<typeof readHandInWords>>]>([
    ['V12', { codes: [12], verb: null, rest: '' }],
    ['v 12', { codes: [12] }],
    ['V12 V13, V12', { codes: [12, 13] }],
    ['V12 báo cáo bổ sung', { codes: [12], verb: null, rest: 'báo cáo bổ sung' }],
    ['khác', { verb: 'other' }],
    ['V12 mới', { codes: [12], verb: 'anew' }],
    ['V12 thay', { verb: 'only' }],
    ['V12 đủ', { verb: 'complete' }],
    ['V12 không có phụ lục', { verb: 'complete', rest: 'không có phụ lục' }],
    ['V12 mục 2', { verb: 'item', position: 2 }],
    ['chuyen TN-00042-7KQ2MX V15', { codes: [15], receipt: 'TN-00042-7KQ2MX', verb: 'move' }],
    ['chuyển V12 sang V15', { codes: [12, 15], verb: 'move' }],
    ['xacnhan tn-00042-7kq2mx', { receipt: 'TN-00042-7KQ2MX', verb: 'confirm' }],
    ['từ chối TN-00042-7KQ2MX', { verb: 'decline' }],
    ['V2', { codes: [2] }],
    ['', { codes: [], verb: null, rest: '' }],
  ])('reads what was typed: %s', (typed, expected) => {
    expect(readHandInWords(typed, true)).toMatchObject(expected);
  });

  it.each<[string, number[]]>([
    ['V12 báo cáo', [12]],
    ['báo cáo V2', [2]],
    ['báo cáo bản v2', []],
    ['bc_v3 gửi anh', []],
    ['báo cáo bản v12', [12]],
    ['file v2, V7 nhé', [7]],
    ['mã AV12B', []],
    ['TV12', []],
    ['v2.1', []],
  ])('finds codes in the words of a caption, where v2 may count versions: %s', (caption, codes) => {
    expect(readHandInWords(caption, false)).toMatchObject({ codes, verb: null });
  });

  it('takes no word of a caption for a verb', () => {
    expect(readHandInWords('V12 mới', false).verb).toBeNull();
  });

  it.each([
    ['không phát sinh', true],
    ['V12 quý này ko phát sinh nội dung báo cáo ạ', true],
    ['don vi khong co phat sinh trong ky.', true],
    ['Trong quý không phát sinh ổ dịch mới', false],
    ['có phát sinh', false],
    ['không phát sinh à?', false],
  ])('tells whether there is nothing to report: %s', (text, expected) => {
    expect(saysNothingToReport(text)).toBe(expected);
  });

  it.each([
    ['gửi nhầm', true],
    ['em gửi nhầm rồi ạ', true],
    ['thôi không nộp', true],
    ['báo cáo nhầm số liệu phụ lục 2', false],
    ['nhà máy', false],
  ])('tells a mistake from other words: %s', (text, expected) => {
    expect(saysMistake(text)).toBe(expected);
  });

  it('knows words of a joint paper and of one sent already', () => {
    expect(saysJoint('báo cáo chung của Sở A và Sở B')).toBe(true);
    for (const text of ['báo cáo tổng kết', 'cung cấp số liệu', 'tăng so với cùng kỳ', 'nộp cùng kỳ'])
      expect(saysJoint(text)).toBe(false);
    expect(saysJoint('nộp cùng Sở Giáo dục')).toBe(true);
    expect(saysSent('đã gửi rồi')).toBe(true);
    expect(saysSent('đã gửi phụ lục số liệu kèm theo')).toBe(false);
  });
});

describe('src/domain/sent-elsewhere.ts', () => {
  const today = '2026-06-18';

  it.each<[string, string | null, string | null]>([
    ['V12 đã gửi qua hệ thống văn bản số 123/BC-SYT ngày 15/6', '123/BC-SYT', '2026-06-15'],
    ['V12 da gui 123/bc-syt 15/6/2026', '123/BC-SYT', '2026-06-15'],
    ['đã nộp qua trục liên thông số 45-BC/TU ngày 15 tháng 6 năm 2026', '45-BC/TU', '2026-06-15'],
    ['đã gửi số 7/QĐ-UBND hôm qua', '7/QĐ-UBND', '2026-06-17'],
    ['đã gửi 123 / BC - SYT ngày 15.12', '123/BC-SYT', '2025-12-15'],
    ['đã gửi qua văn bản điện tử', null, null],
    ['đã gửi 123/BC-SYT', '123/BC-SYT', null],
    ['đã gửi 123/BC-SYT ngày 31/2/2026', '123/BC-SYT', null],
    ['đã gửi 123/BC-SYT ngày 20/6/2026', '123/BC-SYT', '2026-06-20'],
  ])('reads number and day: %s', (text, number, on) => {
    expect(readSentElsewhere(text, today)).toEqual({ number, on });
  });

  it.each([
    'đã nộp báo cáo 348/KH-UBND chưa',
    'đơn vị nào đã gửi 348/KH-UBND',
    'đã gửi file cho anh rồi',
    'báo cáo số 123/BC-SYT ngày 15/6/2026',
    'sắp gửi 123/BC-SYT',
    '',
  ])('is no such statement: %s', (text) => {
    expect(readSentElsewhere(text, today)).toBeNull();
  });

  it('takes no part of a date for a number, nor of a number for a date', () => {
    expect(readPaperNumber('15/6/2026')).toBeNull();
    expect(readPaperDay('123/BC-SYT', today)).toBeNull();
  });
});

describe('src/domain/period-words.ts', () => {
  it.each<[string, string[], number[]]>([
    ['quý II', ['q2'], []],
    ['BC Quy 2-2026', ['q2'], []],
    ['quý III/2026', ['q3'], [2026]],
    ['6 tháng đầu năm 2026', ['h1'], [2026]],
    ['6 tháng cuối năm', ['h2'], []],
    ['9 tháng năm 2026', ['n'], [2026]],
    ['bc_thang_9_2025', ['m9'], [2025]],
    ['Lam Giang, ngày 05 tháng 10 năm 2026', [], []],
    ['05/10/2026', [], []],
    ['trước ngày 15 tháng 10', [], []],
    ['năm 2026', [], [2026]],
  ])('reads %s', (text, periods, years) => {
    expect(readPeriods(text)).toEqual({ periods, years });
  });
});
