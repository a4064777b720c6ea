/** Changing a draft by answering: what to type, what it was understood as, what changed. */
import type { Addressee } from '../domain/acts/addressees.js';
import type { Redated } from '../domain/acts/draft-edit.js';
import type { DraftField, FieldProblem, FieldReading } from '../domain/acts/draft-fields.js';
import { mentionCode } from '../domain/acts/draft-doubts.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import type { DocumentFacts, PlanDraft, TaskCandidate } from '../domain/plan.js';
import { shorten } from '../domain/text.js';
import { capital, date, names, weekdayDate } from './format.js';
import { deadlineWords, documentLine, taskLines } from './plan-draft.js';
import { fieldCodes } from './plan-doubts.js';
import { fieldWords, problemWords } from './plan-sheet.js';
import { recurrenceWords } from './recurrence.js';

/** Which field of a task is to be changed. */
export function chooseField(draft: PlanDraft, task: TaskCandidate, index: number): OutboundMessage {
  const base = `/kehoach D${draft.number} ${index + 1}`;
  const fields: DraftField[] = [
    'deadline',
    'lead',
    'coordinating',
    'recipients',
    'via',
    'action',
    'deliverable',
    'volume',
    'quota',
    ...(task.deadlines.some(({ rrule }) => rrule !== null) ? (['until'] as const) : []),
  ];
  return {
    heading: `Sửa nhiệm vụ ${index + 1}`,
    text: [...taskLines(task), '', 'Sửa mục nào?'].join('\n'),
    choices: [
      ...fields.map((field) => ({
        label: capital(fieldWords[field]),
        command: `${base} sua ${fieldCodes[field]}`,
      })),
      { label: 'Không sửa', command: base },
    ],
  };
}

/** Asks for the new value of a field, with an example of how to type it. */
export const askValue = (index: number, field: DraftField, now: string): string =>
  `Nhiệm vụ ${index + 1}: ${fieldWords[field]} hiện nay: ${now || 'trống'}.\nĐề nghị nhập ${fieldWords[field]} mới${examples[field]}. /huy để thôi.`;

const units = ' (nhiều đơn vị cách nhau bằng dấu chấm phẩy; gõ “không” để bỏ trống)';
const plain = ' (gõ “không” để bỏ trống)';
const examples: Record<DraftField, string> = {
  action: '',
  lead: units,
  coordinating: units,
  recipients: units,
  via: plain,
  deliverable: plain,
  volume: plain,
  quota: plain,
  deadline:
    ', ví dụ: “trước ngày 15/7/2026”, “hết quý III/2026”, “hằng năm, trước ngày 15/11”, hoặc “không” nếu không có hạn; nhiều mốc cách nhau bằng dấu chấm phẩy',
  until: ', ví dụ: “31/12/2030”, “hết năm 2030”, hoặc “không” nếu không có ngày kết thúc',
};

/** The present value of a field in words. */
export function valueNow(task: TaskCandidate, field: DraftField): string {
  if (field === 'deadline') return task.deadlines.map(deadlineWords).join('; ');
  if (field === 'until')
    return task.deadlines.flatMap(({ rrule }) => (rrule === null ? [] : [recurrenceWords(rrule)])).join('; ');
  const value = task[field];
  return typeof value === 'string' ? value : value === null ? '' : names(value, 20);
}

/** What a value was understood as. */
export function readingWords(reading: FieldReading, context: { isDayOff: (day: string) => boolean }): string {
  const { value, unknown } = reading;
  if (value.field === 'deadline') {
    if (value.deadlines.length === 0) return 'không có thời hạn';
    const words = value.deadlines.map((deadline) => {
      const isOff = deadline.dueOn !== null && context.isDayOff(deadline.dueOn);
      return `${deadlineWords(deadline)}${isOff ? ', là ngày nghỉ' : ''}`;
    });
    return words.join('; ');
  }
  if (value.field === 'until')
    return value.day === null ? 'không có ngày kết thúc' : `kết thúc hết ${weekdayDate(value.day)}`;
  if ('names' in value) {
    const made =
      unknown.length > 0 ? ` (chưa có trong danh mục, sẽ lập đơn vị mới: ${names(unknown, 5)})` : '';
    return value.names.length === 0 ? 'bỏ trống' : `${names(value.names, 20)}${made}`;
  }
  return value.text === null ? 'bỏ trống' : `“${shorten(value.text, 300)}”`;
}

/** The value as understood, to be confirmed before it is written. */
export const confirmValue = (
  draft: PlanDraft,
  index: number,
  field: DraftField,
  means: string,
  isSure: boolean,
): OutboundMessage => ({
  heading: `Nhiệm vụ ${index + 1}: ${fieldWords[field]} mới`,
  text: `Hiểu là: ${means}.${isSure ? '' : ' Đề nghị xem kỹ trước khi lưu.'}`,
  choices: [
    { label: 'Đúng, lưu', command: `/kehoach D${draft.number} ${index + 1} luu` },
    { label: 'Nhập lại', command: `/kehoach D${draft.number} ${index + 1} sua ${fieldCodes[field]}` },
    { label: 'Thôi', command: `/kehoach D${draft.number} ${index + 1}` },
  ],
});

export const fieldSaved = (index: number, field: DraftField, means: string): string =>
  `Nhiệm vụ ${index + 1}: ${fieldWords[field]} nay là ${means}.`;
export const nothingToSave = 'Không có giá trị nào đang chờ lưu.';
export const fieldProblem = (problem: FieldProblem, typed: string): string =>
  `${capital(problemWords(problem, typed))} /huy để thôi.`;

/** Several units fit what was typed: choose one. */
export const chooseUnitFor = (
  draft: PlanDraft,
  index: number,
  mention: string,
  candidates: readonly { name: string; number: number }[],
): OutboundMessage => ({
  text: `“${shorten(mention, 60)}” là đơn vị nào? Chọn, hoặc nhập lại tên đầy đủ.`,
  choices: candidates.map(({ name, number }) => ({
    label: shorten(name, 60),
    command: `/kehoach D${draft.number} ${index + 1} chon u${number}`,
  })),
});

export const askNewTask =
  'Đề nghị nhập nhiệm vụ mới trong một tin, các phần cách nhau bằng dấu chấm phẩy, ví dụ: “Xây dựng báo cáo sơ kết; chủ trì Sở Y tế; phối hợp Sở Tài chính; nơi nhận UBND tỉnh; hạn trước ngày 15/7/2026”. /huy để thôi.';
export const taskAdded = (index: number): string => `Đã thêm nhiệm vụ ${index + 1}.`;
export const partProblem = (part: string, problem: FieldProblem): string =>
  `Phần “${shorten(part, 60)}”: ${problemWords(problem, part)}`;

/** Facts of the document a person may correct. */
export type Fact = 'number' | 'issuedOn' | 'issuer' | 'title';
export const factWords: Record<Fact, string> = {
  number: 'số, ký hiệu',
  issuedOn: 'ngày ban hành',
  issuer: 'cơ quan ban hành',
  title: 'tiêu đề',
};
export const factCodes: Record<Fact, string> = {
  number: 'so',
  issuedOn: 'ngay',
  issuer: 'coquan',
  title: 'tieude',
};
export function factsMenu(draft: PlanDraft): OutboundMessage {
  const { number, issuedOn, issuer, title } = draft.result.document;
  const base = `/kehoach D${draft.number}`;
  return {
    heading: `Văn bản của dự thảo D${draft.number}`,
    text: [
      `Số, ký hiệu: ${number ?? 'chưa rõ'}`,
      `Ngày ban hành: ${issuedOn ? date(issuedOn) : 'chưa rõ'}`,
      `Cơ quan ban hành: ${issuer ?? 'chưa rõ'}`,
      `Tiêu đề: ${title ? shorten(title, 300) : 'chưa rõ'}`,
    ].join('\n'),
    choices: [
      ...(Object.keys(factCodes) as Fact[]).map((fact): Choice => ({
        label: `Sửa ${factWords[fact]}`,
        command: `${base} ${factCodes[fact]}`,
      })),
      { label: 'Về dự thảo', command: base },
    ],
  };
}
export const askFact = (fact: Fact): string =>
  `Đề nghị nhập ${factWords[fact]}${fact === 'issuedOn' ? ', ví dụ: 02/06/2026' : fact === 'number' ? ', ví dụ: 62/KH-UBND' : ''}. /huy để thôi.`;
export const notADay = (typed: string): string =>
  `Chưa hiểu “${shorten(typed, 40)}” là ngày nào. Đề nghị ghi như 02/06/2026.`;

/** What a corrected fact changed. */
export function factSaved(document: DocumentFacts, redated: readonly Redated[]): string {
  const lines = redated
    .slice(0, 10)
    .map(
      ({ index, before, after }) =>
        `- Nhiệm vụ ${index + 1}, “${shorten(after.text, 50)}”: ${dayOr(before.dueOn)} → ${dayOr(after.dueOn)}`,
    );
  const more = redated.length - lines.length;
  return [
    `Đã ghi: ${documentLine(document)}.`,
    ...(redated.length > 0 ? [`${redated.length} thời hạn được tính lại theo ngày ban hành:`, ...lines] : []),
    ...(more > 0 ? [`… và ${more} thời hạn khác.`] : []),
  ].join('\n');
}

function dayOr(day: string | null): string {
  return day === null ? 'chưa xác định' : date(day);
}

/** Names of the document as the directory sees them, with a choice for each. */
export function addresseeList(
  draft: PlanDraft,
  addressees: readonly Addressee[],
  words: readonly string[],
  isOpen: (addressee: Addressee) => boolean,
): OutboundMessage {
  const base = `/kehoach D${draft.number} donvi`;
  const shown = addressees.slice(0, 20);
  const unknown = addressees.filter((one) => one.kind === 'unknown' && isOpen(one)).length;
  return {
    heading: `Đơn vị trong văn bản D${draft.number}`,
    text:
      shown.length === 0
        ? 'Mọi đơn vị trong văn bản đều có trong danh mục.'
        : [
            'Theo danh mục tại ngày ban hành:',
            ...shown.map(
              (one, i) => `${i + 1}. ${words[i] ?? one.mention}${isOpen(one) ? '' : ' (đã xác nhận)'}`,
            ),
          ].join('\n'),
    choices: [
      ...shown.map((one, i) => ({
        label: `${i + 1}. ${shorten(one.mention, 40)}`,
        command: `${base} ${mentionCode(one.mention)}`,
      })),
      ...(unknown > 1 ? [{ label: `Lập mới cả ${unknown} đơn vị`, command: `${base} moi` }] : []),
      { label: 'Về dự thảo', command: `/kehoach D${draft.number}` },
    ],
  };
}

/** A collective with its members, page by page; pressing one takes it out. */
export function collectiveMembers(
  draft: PlanDraft,
  addressee: Addressee,
  members: readonly { name: string; number: number }[],
  page: number,
): OutboundMessage {
  const size = 20;
  const pages = Math.max(1, Math.ceil(members.length / size));
  const at = Math.min(Math.max(1, page), pages);
  const shown = members.slice((at - 1) * size, at * size);
  const base = `/kehoach D${draft.number} donvi ${mentionCode(addressee.mention)}`;
  return {
    heading: `“${shorten(addressee.mention, 80)}”: ${members.length} đơn vị`,
    text: [
      ...shown.map(({ name }, i) => `${(at - 1) * size + i + 1}. ${name}`),
      '',
      members.length === 0
        ? 'Danh mục chưa có đơn vị nào của nhóm này. Bổ sung danh mục (/donvi) hoặc thêm đơn vị.'
        : 'Bấm “Bớt” rồi chọn đơn vị cần bớt khỏi nhóm.',
    ].join('\n'),
    choices: [
      ...(members.length > 0
        ? [
            { label: 'Đúng, giao tất cả', command: `${base} dung` },
            { label: 'Bớt đơn vị', command: `${base} bot` },
          ]
        : []),
      { label: 'Thêm đơn vị', command: `${base} them` },
      ...(at < pages ? [{ label: 'Trang sau', command: `${base} trang ${at + 1}` }] : []),
      { label: 'Về danh sách đơn vị', command: `/kehoach D${draft.number} donvi` },
    ],
  };
}

/** An unknown or ambiguous name: which unit it is. */
export const addresseeQuestion = (
  draft: PlanDraft,
  addressee: Addressee,
  candidates: readonly { name: string; number: number }[],
): OutboundMessage => {
  const base = `/kehoach D${draft.number} donvi ${mentionCode(addressee.mention)}`;
  return {
    text: `“${shorten(addressee.mention, 100)}” ${addressee.kind === 'ambiguous' ? 'có thể là nhiều đơn vị' : 'chưa có trong danh mục'}. Là đơn vị nào?`,
    choices: [
      ...candidates.map(({ name, number }) => ({ label: shorten(name, 60), command: `${base} u${number}` })),
      { label: 'Lập đơn vị mới', command: `${base} moi` },
      { label: 'Nhập tên đơn vị', command: `${base} nhap` },
      { label: 'Về danh sách đơn vị', command: `/kehoach D${draft.number} donvi` },
    ],
  };
};
export const askUnitName = (mention: string, purpose: 'choose' | 'add' | 'remove'): string =>
  ({
    choose: `Đề nghị nhập tên đơn vị trong danh mục thay cho “${shorten(mention, 60)}”.`,
    add: `Đề nghị nhập tên đơn vị cần thêm bên cạnh “${shorten(mention, 60)}”.`,
    remove: `Đề nghị nhập tên hoặc số thứ tự đơn vị cần bớt khỏi “${shorten(mention, 60)}”.`,
  })[purpose] + ' /huy để thôi.';
export const unitNotFound = (typed: string, candidates: readonly string[]): string =>
  candidates.length > 0
    ? `“${shorten(typed, 60)}” có thể là ${candidates.slice(0, 5).join(' hoặc ')}. Đề nghị nhập tên đầy đủ.`
    : `Danh mục chưa có đơn vị “${shorten(typed, 60)}”. Đề nghị kiểm tra tên, hoặc bổ sung danh mục bằng /donvi.`;
export const notAMember = (name: string): string => `${name} không thuộc nhóm này.`;
export const addresseeGone = 'Tên này không còn trong dự thảo; nút vừa bấm là nút cũ.';
