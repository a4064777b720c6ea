/**
 * How long Word files and web pages take to read, and what the process grows by, as a share of the reader's limits:
 * `node --expose-gc dist/bench/docx.js`. A ten-page plan must take well under a second; the others go up to the limit of cells.
 */
import type { ReadResult } from '../src/domain/plan.js';
import { mostCells } from '../src/intake/readers/flow.js';
import { toDocx } from './formats/docx.js';
import { toHtml } from './formats/html.js';
import { wordFile, wordParagraph, wordParts, wordXml } from './hostile/document.js';
import { weighReading } from './weigh.js';

const limits = { timeoutMs: 20_000, memoryMb: 512 } as const;

/** A page of a plan has some 2,200 characters. */
const pageCharacters = 2200;

/** A plan of so many pages: sections, points and bullets, and an appendix table on the last tenth of them. */
function plan(pages: number): string {
  const lines = [
    'ỦY BAN NHÂN DÂN TỈNH A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Số: 15/KH-UBND\tA, ngày 05 tháng 01 năm 2026',
    'KẾ HOẠCH',
    'Duy tu công trình thủy lợi năm 2026',
    'I. NHIỆM VỤ',
  ];
  const day = (number: number): string => `${String((number % 27) + 1)}/${String((number % 12) + 1)}/2026`;
  let length = 0;
  for (let number = 1; length < pages * pageCharacters * 0.9; number += 1) {
    const line =
      number % 4 === 0
        ? `- Sở Tài chính thẩm định dự toán công trình số ${String(number)} trước ngày ${day(number)};`
        : `${String(number)}. Sở Nông nghiệp và Môi trường chủ trì, phối hợp các sở, ban, ngành, Ủy ban nhân dân các xã, phường rà soát, tổng hợp, trình Ủy ban nhân dân tỉnh phê duyệt danh mục công trình số ${String(number)}; báo cáo kết quả trước ngày ${day(number)}.`;
    lines.push(line);
    length += line.length;
  }
  lines.push('Nơi nhận:', '- Như trên;', 'Phụ lục', ['TT', 'Nội dung', 'Thời hạn', 'Phân công'].join('\t'));
  for (let number = 1; number <= pages * 2; number += 1)
    lines.push(
      [
        String(number),
        `Nghiệm thu công trình số ${String(number)}`,
        `Trước ngày ${day(number)}`,
        'Sở Xây dựng chủ trì',
      ].join('\t'),
    );
  return lines.join('\n');
}

const columns = 10;

/** Words of cells, no two alike: a file that repeats itself packs too well for the gate. */
const words = (cell: number): string => `Sở Y tế ${((cell * 7919) % 1_000_003).toString(36)}`;

function rows(cells: number, open: string, close: string, cell: (text: string) => string): string {
  const parts: string[] = [];
  for (let at = 0; at < cells; at += columns) {
    const texts = Array.from({ length: columns }, (_, column) => cell(words(at + column)));
    parts.push(open, ...texts, close);
  }
  return parts.join('');
}

/** A Word file whose one table has so many cells. */
async function cellsInWord(cells: number): Promise<Buffer> {
  const table = rows(cells, '<w:tr>', '</w:tr>', (text) => `<w:tc>${wordParagraph(text)}</w:tc>`);
  return wordFile({ ...wordParts(), 'word/document.xml': wordXml(`<w:tbl>${table}</w:tbl>`) });
}

/** A page whose one table has so many cells. */
function cellsInPage(cells: number): Buffer {
  const table = rows(cells, '<tr>', '</tr>', (text) => `<td>${text}</td>`);
  return Buffer.from(`<html><body><table>${table}</table></body></html>`);
}

/** Reads a file in a worker and prints the shares of the limits it took. */
async function time(name: string, bytes: Buffer): Promise<void> {
  const { answer, seconds, grownMb } = await weighReading(bytes, limits);
  const said = answer.ok ? `${String((answer.value as ReadResult).tasks.length)} tasks` : answer.code;
  const share = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(1)} %`;
  process.stdout.write(
    `${name.padEnd(28)} ${said.padEnd(22)} ${share(seconds * 1000, limits.timeoutMs).padStart(7)} of the time, ${share(grownMb, limits.memoryMb).padStart(7)} of the memory (${seconds.toFixed(2)} s, ${grownMb.toFixed(0)} MiB)\n`,
  );
}

const ten = plan(10);
// The first reading pays for what the process loads once.
await time('first reading, 1 page', await toDocx(plan(1)));
await time('10 pages .docx', await toDocx(ten));
await time('10 pages .html', toHtml(ten));
await time('100 pages .docx', await toDocx(plan(100)));
await time(`${String(mostCells / 5)} cells .docx`, await cellsInWord(mostCells / 5));
await time(`${String(mostCells)} cells .docx`, await cellsInWord(mostCells));
await time(`${String(mostCells)} cells .html`, cellsInPage(mostCells));
await time(`${String(mostCells + columns)} cells .docx`, await cellsInWord(mostCells + columns));
