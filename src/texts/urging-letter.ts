/**
 * The words of the formal urging letter ("công văn đôn đốc"), in the order Decree 30/2020/NĐ-CP asks for (art. 8 and
 * Appendix I); how they are laid out is `exports/urging-letter.ts`. Courteous and firm, never harsh (domain.md 4.5).
 */
import type { EarlierLetter, LetterContent, LetterRow } from '../domain/letter-content.js';
import { count, weekdayDate } from './format.js';
import {
  documentName,
  gap,
  headOfIssuer,
  isSameBody,
  type Line,
  longDate,
  or,
  plain,
  sentParts,
  type Span,
} from './letter-parts.js';
import { annexOf, type LetterAnnex, rowLine } from './letter-rows.js';

/** More units than this are listed in an annex. */
const unitsInLine = 5;
/** More rows than this make an annex even for few units. */
const rowsInBody = 8;

export interface LetterWords {
  /** Null where the office writes none. */
  superior: Line | null;
  office: Line;
  number: Line;
  subject: Line;
  placeAndDate: Line;
  to: readonly Line[];
  body: readonly Line[];
  copies: readonly Line[];
  signerTitles: readonly Line[];
  signerName: Line;
  annex: LetterAnnex | null;
}

/** All the words of a letter. */
export function letterWords(content: LetterContent): LetterWords {
  const { head, time, rows } = content;
  const units = [...new Set(rows.map(({ unit }) => unit))];
  const hasAnnex = units.length > unitsInLine || rows.length > rowsInBody;
  const again = time > 1 ? ` (lần ${time})` : '';
  // "STC-TH": the section that drafts stands after the last hyphen.
  const drafting = /-([^-]+)$/.exec(plain(head.symbol ?? ''))?.[1] ?? '';
  const titles = (head.signerTitle ?? '').split(/\s*\/\s*|;/).filter((title) => title.trim() !== '');
  return {
    superior: head.superior === '' ? null : [or(head.superior, 'cơ quan chủ quản')],
    office: [or(head.office, 'cơ quan ban hành')],
    number: ['Số: ', gap(''), '/', or(head.symbol, 'ký hiệu')],
    subject: [
      `V/v đôn đốc ${areReports(rows) ? 'gửi báo cáo thực hiện' : 'thực hiện nhiệm vụ tại'} `,
      ...documentName(content.document, false),
      again,
    ],
    placeAndDate: [
      or(head.place, 'địa danh'),
      ', ngày ',
      gap(''),
      ' tháng ',
      gap(''),
      ` năm ${content.today.slice(0, 4)}`,
    ],
    to:
      units.length > unitsInLine
        ? [['Các cơ quan, đơn vị theo danh sách kèm theo']]
        : units.map((unit) => [plain(unit, 200)]),
    body: bodyOf(content, hasAnnex),
    copies: [
      ['Như trên;'],
      ...(content.document.issuer && !isSameBody(content.document.issuer, head.office)
        ? [[`${plain(content.document.issuer, 150)} (để báo cáo);`]]
        : []),
      [`Lưu: VT${drafting ? `, ${drafting}` : ''}.`],
    ],
    signerTitles:
      titles.length > 0
        ? titles.map((title) => [plain(title).toLocaleUpperCase('vi')])
        : [[gap('quyền hạn, chức vụ người ký')]],
    signerName: [or(head.signerName, 'họ và tên người ký')],
    annex: hasAnnex ? annexOf(content, again) : null,
  };
}

function bodyOf(content: LetterContent, hasAnnex: boolean): Line[] {
  const { head, time, rows, earlier, finalOn, today, document } = content;
  const office = or(head.office, 'cơ quan ban hành');
  const before = rows.filter(({ urged }) => urged > 0);
  const fresh = rows.filter(({ urged }) => urged === 0);
  const owed = areReports(rows) ? 'gửi báo cáo' : 'hoàn thành nhiệm vụ, gửi báo cáo';
  const returned = rows.some(({ returnedOn }) => returnedOn !== null)
    ? ' (hoặc bản hoàn thiện của báo cáo đã được trả lại)'
    : '';
  const lines: Line[] = [
    [
      'Thực hiện ',
      ...documentName(document, true),
      ...(content.task === null ? [] : [`, đối với nhiệm vụ “${plain(content.task)}”`]),
      `, các cơ quan, đơn vị có trách nhiệm ${owed} theo thời hạn được giao.`,
    ],
  ];
  if (time > 1) lines.push(...earlier.map((one, i) => recalled(one, i, office)));
  lines.push([
    `${time > 1 ? 'Tuy nhiên, tính' : 'Tính'} đến ${longDate(today)}, còn ${count(unitsOf(rows))} cơ quan, đơn vị đã quá thời hạn mà `,
    office,
    ` chưa nhận được báo cáo${returned}${hasAnnex ? ' (danh sách kèm theo)' : ''}`,
    time > 1 && fresh.length > 0
      ? `, gồm ${count(unitsOf(before))} cơ quan, đơn vị đã được đôn đốc và ${count(unitsOf(fresh))} cơ quan, đơn vị có việc chưa được đôn đốc trước đây`
      : '',
    hasAnnex ? '.' : ':',
  ]);
  if (!hasAnnex)
    lines.push(...rows.map((row, i) => [`- ${rowLine(row, time > 1)}${i + 1 < rows.length ? ';' : '.'}`]));
  const until =
    finalOn === null
      ? 'trong thời gian sớm nhất'
      : `chậm nhất ${longDate(finalOn)} (${weekdayDate(finalOn).split(',')[0]})`;
  if (time === 1) {
    lines.push([
      'Để kịp thời tổng hợp, ',
      ...(isSameBody(document.issuer, head.office)
        ? []
        : ['báo cáo ', or(document.issuer, 'cơ quan ban hành văn bản giao nhiệm vụ'), ', ']),
      office,
      ` đề nghị các cơ quan, đơn vị nêu trên khẩn trương ${owed} về `,
      office,
      ` ${until}.`,
    ]);
  } else {
    lines.push([
      office,
      ` đề nghị Thủ trưởng các cơ quan, đơn vị đã được đôn đốc trực tiếp chỉ đạo, khẩn trương ${owed} về `,
      office,
      ` ${until}. Quá thời hạn nêu trên, cơ quan, đơn vị không gửi báo cáo phải chịu trách nhiệm trước `,
      ...headOfIssuer(document.issuer),
      '.',
    ]);
    if (fresh.length > 0)
      lines.push([
        `Đối với ${hasAnnex ? 'các việc nêu tại mục II của danh sách' : 'các việc chưa được đôn đốc trước đây'}, đề nghị cơ quan, đơn vị quan tâm, ${owed} về `,
        office,
        ` ${until}.`,
      ]);
  }
  lines.push(
    [
      'Trường hợp có khó khăn, vướng mắc, đề nghị cơ quan, đơn vị phản ánh bằng văn bản về ',
      office,
      ' để phối hợp giải quyết. Cơ quan, đơn vị đã gửi báo cáo trước khi nhận được Công văn này thì không phải gửi lại.',
    ],
    [office, ' trân trọng đề nghị các cơ quan, đơn vị quan tâm, phối hợp thực hiện./.'],
  );
  return lines;
}

/** "Ngày …, … đã có Công văn số … đôn đốc lần 1." */
function recalled({ time, sentAs, office }: EarlierLetter, index: number, own: Span): Line {
  const sent = sentAs === null ? null : sentParts(sentAs);
  return [
    index === 0 ? 'Ngày ' : 'Tiếp đó, ngày ',
    sent?.on ? plain(sent.on) : gap('ngày gửi'),
    ', ',
    office ? plain(office) : own,
    ' đã có Công văn số ',
    sent ? plain(sent.number) : gap('số công văn'),
    ` đôn đốc lần ${time}.`,
  ];
}

const areReports = (rows: readonly LetterRow[]): boolean => rows.every((row) => row.isReport);

const unitsOf = (rows: readonly LetterRow[]): number => new Set(rows.map(({ unit }) => unit)).size;

/** What the letter leaves open, each once, in the order it stands there. */
export function gapsIn(words: LetterWords): string[] {
  const lines = [
    ...(words.superior ? [words.superior] : []),
    words.office,
    words.number,
    words.placeAndDate,
    ...words.body,
    ...words.signerTitles,
    words.signerName,
  ];
  const found = lines.flatMap((line) =>
    line.flatMap((span) => (typeof span === 'string' || span.gap === '' ? [] : [span.gap])),
  );
  return [...new Set(found)];
}
