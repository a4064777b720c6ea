/**
 * Headings of task tables → what each column holds (domain.md 1.7).
 * Only words; rows are `table-rows.ts`.
 */
import { fold } from '../domain/text.js';

/** What a column of a task table holds. */
export type Column =
  | 'ordinal'
  | 'task'
  | 'lead'
  | 'support'
  | 'deadline'
  | 'product'
  | 'size'
  | 'quota'
  | 'recipient'
  | 'note'
  /** A month or quarter whose cells are only marked: "x". */
  | 'period'
  | 'other';

const headings: readonly [Column, RegExp][] = [
  ['ordinal', /^(?:tt|stt|so tt|so thu tu|#)$/],
  // Columns of tracking sheets that name a task's origin or its state use the words of the others.
  [
    'other',
    /(?:lanh dao|bat dau|ngay giao|ngay ban hanh|ngay den|ngay nhan|thuc te|tinh trang|trang thai|ty le|muc do|da (?:thuc hien|hoan thanh)|ket qua (?:thuc hien|den)|(?:van ban|nguon|co quan|don vi|nguoi|so) giao|giao viec|so (?:van ban|ky hieu)|theo doi|loai (?:nhiem vu|cong viec|viec)|linh vuc|^ma(?: so)?(?: nhiem vu| viec)?$)/,
  ],
  ['support', /phoi hop/],
  [
    'deadline',
    /(?:thoi gian|thoi han|tien do|moc thoi gian|^han(?: |$)|han (?:hoan thanh|xu ly|nop|gui|bao cao|cuoi|chot)|(?:ngay|phai) hoan thanh|hoan thanh truoc|^(?:ngay )?ket thuc|^truoc ngay$|ky bao cao|thoi diem)/,
  ],
  [
    'lead',
    /(?:chu tri|phan cong|don vi thuc hien|co quan thuc hien|trach nhiem|don vi bao cao|phu trach|dau moi|don vi tham muu|^don vi$|^co quan$|to chuc thuc hien|(?:nguoi|ca nhan|bo phan|phong) (?:thuc hien|xu ly)|(?:don vi|co quan) (?:duoc giao|xu ly)|^(?:cac )?(?:phong|phong ban|bo phan|don vi, ca nhan)$)/,
  ],
  // A level says whose signature the product gets, and so where it is taken (domain.md 1.7).
  ['recipient', /^(?:cap|co quan|noi) (?:trinh|ban hanh|phe duyet|trinh, ban hanh|trinh\/ban hanh)$/],
  ['product', /(?:san pham|ket qua|hinh thuc van ban|cap trinh|cap ban hanh|dau ra)/],
  ['size', /dung luong/],
  ['quota', /(?:so luong|chi tieu|^dinh muc)/],
  ['recipient', /(?:noi nhan|noi gui|gui ve|cap phe duyet)/],
  ['note', /^ghi chu$/],
  ['other', /(?:ghi chu|kinh phi|lanh dao|can cu|muc tieu)/],
  [
    'task',
    /(?:noi dung|nhiem vu|cong viec|ten bao cao|bao cao|dau viec|hoat dong|tham luan|chuyen de|ten|hang muc|viec|giai phap|chi tiet)/,
  ],
];

/** "Tiến độ" beside a column of deadlines says how far a task has come. */
function forgetProgress(cells: string[], columns: Column[]): void {
  const isProgress = (index: number): boolean => /tien do/.test(fold(cells[index] ?? ''));
  if (!columns.some((column, index) => column === 'deadline' && !isProgress(index))) return;
  columns.forEach((column, index) => {
    if (column === 'deadline' && isProgress(index)) columns[index] = 'other';
  });
}

/** "Tháng 4", "Quý III/2024", "Tuần 2": a heading that is nothing but a stretch of time. */
function isPeriod(cell: string): boolean {
  return /^(?:tháng|quý|tuần|T)\s?(?:0?[1-9]|1[0-2]|I{1,3}|IV)(?:\s?[/-]\s?20\d{2})?$/iu.test(cell.trim());
}

/** Columns by heading cell; null when the row is no heading of a task table. */
export function columnsOf(cells: string[]): Column[] | null {
  const columns = cells.map((cell): Column => {
    const text = fold(cell.replace(/\*/g, ' '));
    if (text === '' || text.length > 80) return 'other';
    if (isPeriod(cell)) return 'period';
    return headings.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
  });
  forgetProgress(cells, columns);
  const periods = columns.filter((column) => column === 'period').length;
  if (periods === 1) columns[columns.indexOf('period')] = 'other';
  const named = columns.filter((column) => column !== 'other' && column !== 'note').length;
  const isTimed = columns.includes('deadline') || periods > 1;
  if (named < 2 || !columns.includes('task') || !(isTimed || columns.includes('lead'))) return null;
  // A row of a table can hold such words too; headings are short and carry no date.
  if (cells.some((cell) => cell.length > 80 || /\d{1,2}\/\d{4}/.test(cell))) return null;
  return columns;
}
