/** How long a long text PDF takes to read, and what the process grows by: `node --expose-gc dist/bench/pdf.js`. */
import type { ReadResult } from '../src/domain/plan.js';
import { toPdf } from './formats/pdf.js';
import { weighReading } from './weigh.js';

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

/** Prints the time of one reading and what the process grew by. */
async function time(): Promise<void> {
  const bytes = await toPdf(longPlan());
  const memoryMb = 512;
  const { answer, seconds, grownMb } = await weighReading(bytes, { timeoutMs: 60_000, memoryMb });
  if (!answer.ok) throw new Error(answer.code);
  const read = answer.value as ReadResult;
  const pages = read.source.pages ?? 0;
  process.stdout.write(
    `${String(pages)} pages (at least ${String(longPages)} wanted), ${String(read.tasks.length)} tasks: ${seconds.toFixed(2)} s, ${(seconds / barSeconds).toFixed(2)} of the bar; grew by ${grownMb.toFixed(0)} MiB, ${(grownMb / memoryMb / 2).toFixed(2)} of the limit\n`,
  );
}

await time();
