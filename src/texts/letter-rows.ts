/** The overdue assignments in an urging letter: a line each, or the table of its annex. */
import type { LetterContent, LetterRow } from '../domain/letter-content.js';
import type { Due } from '../domain/state.js';
import { capital, clock, count, date } from './format.js';
import { gap, type Line, or, plain } from './letter-parts.js';

export interface LetterAnnex {
  title: string;
  subtitle: string;
  attached: Line;
  headings: readonly string[];
  groups: readonly { name: string | null; rows: readonly (readonly string[])[] }[];
}

const titleOf = (row: LetterRow): string =>
  `${plain(row.task)}${row.label ? ` (${plain(row.label, 60)})` : ''}`;
const unitOf = (row: LetterRow): string =>
  row.formerly === null
    ? plain(row.unit, 200)
    : `${plain(row.unit, 200)} (tiếp nhận nhiệm vụ của ${plain(row.formerly, 200)})`;
/** "22/06/2026", "10 giờ 00, 22/06/2026"; empty without a date. */
function dueDayWords({ dueOn, dueTime }: Due): string {
  if (dueOn === null) return '';
  return dueTime ? `${clock(dueTime)}, ${date(dueOn)}` : date(dueOn);
}
const lateWords = (row: LetterRow): string => (row.daysLate > 0 ? `${row.daysLate}` : 'đã quá giờ');

/** One of them in the text of the letter. @param tellsUrged whether it says what was urged before. */
export function rowLine(row: LetterRow, tellsUrged: boolean): string {
  const written = row.deadlineText ? `thời hạn ghi trong văn bản “${plain(row.deadlineText, 120)}”, ` : '';
  const late = row.daysLate > 0 ? `quá hạn ${row.daysLate} ngày` : 'đã quá giờ hạn';
  const notes = notesOf(row, tellsUrged);
  return `${unitOf(row)}: ${titleOf(row)}; ${written}hạn cuối ${dueDayWords(row.due)}, ${late}${notes ? ` (${notes})` : ''}`;
}

function notesOf(row: LetterRow, tellsUrged: boolean): string {
  const { movedBy, originalDueOn } = row.due;
  const moved =
    movedBy === null
      ? ''
      : {
          extension: 'hạn đã gia hạn',
          amendment: 'hạn đã điều chỉnh theo văn bản',
          return: 'hạn nộp bản hoàn thiện',
        }[movedBy];
  return [
    ...(tellsUrged
      ? [row.urged > 0 ? `đã đôn đốc ${count(row.urged)} lần` : 'chưa được đôn đốc trước đây']
      : []),
    ...(moved ? [`${moved}${originalDueOn ? `, hạn ban đầu ${date(originalDueOn)}` : ''}`] : []),
    ...(row.returnedOn === null
      ? []
      : [`báo cáo trả lại ngày ${date(row.returnedOn)}, chưa gửi bản hoàn thiện`]),
  ].join('; ');
}

/** The annex; those urged before stand apart from the others. @param again ` (lần 2)` */
export function annexOf(content: LetterContent, again: string): LetterAnnex {
  const { rows, time, head } = content;
  let number = 0;
  const cells = (some: readonly LetterRow[]): string[][] =>
    some.map((row) => {
      number += 1;
      return [
        String(number),
        unitOf(row),
        capital(titleOf(row)),
        plain(row.deadlineText, 150),
        dueDayWords(row.due),
        lateWords(row),
        notesOf(row, time > 1),
      ];
    });
  const before = rows.filter(({ urged }) => urged > 0);
  const fresh = rows.filter(({ urged }) => urged === 0);
  return {
    title: 'Phụ lục',
    subtitle: `DANH SÁCH CƠ QUAN, ĐƠN VỊ CHƯA GỬI BÁO CÁO${again.toLocaleUpperCase('vi')}`,
    attached: [
      '(Kèm theo Công văn số ',
      gap(''),
      '/',
      or(head.symbol, 'ký hiệu'),
      ' ngày ',
      gap(''),
      ' tháng ',
      gap(''),
      ` năm ${content.today.slice(0, 4)} của `,
      or(head.office, 'cơ quan ban hành'),
      ')',
    ],
    headings: [
      'TT',
      'Cơ quan, đơn vị',
      'Nhiệm vụ',
      'Thời hạn ghi trong văn bản',
      'Hạn cuối',
      'Số ngày quá hạn',
      'Ghi chú',
    ],
    groups:
      time > 1 && before.length > 0
        ? [
            { name: 'I. Đã được đôn đốc', rows: cells(before) },
            ...(fresh.length > 0 ? [{ name: 'II. Chưa được đôn đốc trước đây', rows: cells(fresh) }] : []),
          ]
        : [{ name: null, rows: cells(rows) }],
  };
}
