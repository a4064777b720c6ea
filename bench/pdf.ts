/**
 * Reads PDFs and tells how well: the plans of a folder set as PDF give what their texts give; time and memory of a long one.
 * Usage: node dist/bench/pdf.js [FOLDER] — without a folder only time and memory are measured.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createDocumentReader } from '../src/intake/index.js';
import { readBlocks, readPlanText } from '../src/intake/read-plan.js';
import { readPdfText } from '../src/intake/readers/pdf.js';
import { differences } from './formats/difference.js';
import { toPdf } from './formats/pdf.js';

const options = { issuedOn: null, beforeMeans: 'strict' } as const;

async function compare(folder: string): Promise<void> {
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()) {
    const text = readFileSync(join(folder, name), 'utf8');
    const pdf = await readPdfText(await toPdf(text));
    const source = { kind: 'pdf' as const, pages: pdf.pages, confidence: null };
    const expected = readPlanText(text, options);
    const lines = differences(expected, readBlocks(pdf.blocks, options, source));
    process.stdout.write(
      `${name}: ${String(pdf.pages)} pages, ${String(expected.tasks.length)} tasks, ${String(lines.length)} differences\n${lines.map((line) => `${line}\n`).join('')}`,
    );
  }
}

/** Pages of the document whose reading is timed; the bar is five seconds. */
const longPages = 50;
const barSeconds = 5;

/** A plan of articles and an appendix table, long enough for the pages wanted. */
function longPlan(): string {
  const article = (number: number): string =>
    `${String(number)}. Sở Nông nghiệp và Môi trường chủ trì, phối hợp các sở, ban, ngành, Ủy ban nhân dân các xã, phường rà soát, tổng hợp, trình Ủy ban nhân dân tỉnh phê duyệt danh mục công trình số ${String(number)}; báo cáo kết quả trước ngày ${String((number % 27) + 1)}/${String((number % 12) + 1)}/2026. Các cơ quan, đơn vị, địa phương chịu trách nhiệm về số liệu của mình và gửi đúng thời hạn để tổng hợp.`;
  const row = (number: number): string =>
    [
      `${String(number)}.`,
      `Kiểm tra, nghiệm thu và bàn giao công trình số ${String(number)} cho đơn vị quản lý, sử dụng`,
      `Trước ngày ${String((number % 27) + 1)}/10/2026`,
      'Sở Xây dựng chủ trì, phối hợp Sở Tài chính',
    ].join('\t');
  const numbers = Array.from({ length: 190 }, (_, index) => index + 1);
  return [
    'ỦY BAN NHÂN DÂN TỈNH A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Số: 15/KH-UBND\tA, ngày 05 tháng 01 năm 2026',
    'KẾ HOẠCH',
    'Duy tu công trình thủy lợi năm 2026',
    'I. NHIỆM VỤ',
    ...numbers.map(article),
    'Phụ lục',
    ['TT', 'Nội dung', 'Thời hạn', 'Phân công'].join('\t'),
    ...[...numbers, ...numbers.map((number) => number + 190)].map(row),
  ].join('\n');
}

/** Time of one reading in a worker of its own, and what the process grew by, weighed every few milliseconds. */
async function time(): Promise<void> {
  const bytes = await toPdf(longPlan());
  const memoryMb = 512;
  const reader = createDocumentReader({ memoryMb });
  const file = { name: 'ke hoach.pdf', bytes };
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const scale = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 5);
  const start = performance.now();
  const read = await reader.read(file, options);
  const seconds = (performance.now() - start) / 1000;
  clearInterval(scale);
  const grown = (peak - before) / 1024 / 1024;
  const pages = read.source.pages ?? 0;
  process.stdout.write(
    `${String(pages)} pages (at least ${String(longPages)} wanted), ${String(read.tasks.length)} tasks: ${seconds.toFixed(2)} s, ${(seconds / barSeconds).toFixed(2)} of the bar; grew by ${grown.toFixed(0)} MiB, ${(grown / memoryMb / 2).toFixed(2)} of the limit\n`,
  );
}

async function main(): Promise<void> {
  const [folder] = process.argv.slice(2);
  if (folder !== undefined) await compare(folder);
  await time();
}

await main();
