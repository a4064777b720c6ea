/** What people read when they take out what was handed in: counts, links, the register, a unit's own files. */
import type { Submission } from '../domain/assignment.js';
import type { Tally } from '../domain/collecting.js';
import type { Choice, OutboundMessage } from '../domain/message.js';
import { type Plan, planLabel } from '../domain/plan.js';
import { type AssignmentView, assignmentCode } from '../domain/queries.js';
import { shorten } from '../domain/text.js';
import { capital, count, names, shortTime, size } from './format.js';
import { documentLine } from './plan-draft.js';
import { titleOf } from './tasks.js';

/** Tasks shown at a time. */
export const collectPageSize = 8;

/** One task of a plan as the list shows it. */
export interface TaskLine {
  /** Its place in the plan, from 1. */
  number: number;
  action: string;
  tally: Tally;
}

/** "12/14 báo cáo, 2 muộn". */
function tallyWords({ expected, received, late }: Tally): string {
  if (expected === 0) return 'chưa có việc nào đến kỳ';
  return `${received}/${expected} báo cáo${late > 0 ? `, ${late} muộn` : ''}`;
}

function missingLine({ missing }: Tally): string[] {
  return missing.length === 0 ? [] : [`Chưa gửi (${count(missing.length)} đơn vị): ${names(missing, 10)}.`];
}

function tallyLine(tally: Tally): string {
  if (tally.expected === 0) return 'Chưa có việc nào đến kỳ.';
  const { received, expected, late, overdue } = tally;
  return [
    `Đã nhận ${count(received)}/${count(expected)} báo cáo${late > 0 ? `, trong đó muộn ${count(late)}` : ''}`,
    `; chưa gửi ${count(expected - received)}${overdue > 0 ? `, trong đó quá hạn ${count(overdue)}` : ''}.`,
  ].join('');
}

/** The buttons under an overview; `at` is what stands after `/tonghop`. */
function takeChoices(at: string, hasFiles: boolean): Choice[] {
  return [
    ...(hasFiles ? [{ label: 'Tải tất cả tệp (.zip)', command: `/tonghop ${at} zip` }] : []),
    { label: 'Bảng theo dõi (.xlsx)', command: `/tonghop ${at} bang` },
  ];
}

const noFilesYet = 'Chưa có tệp nào được nộp.';

export function collectOverview(
  plan: Readonly<Plan>,
  tally: Tally,
  tasks: readonly TaskLine[],
  options: { page: number; hasFiles: boolean; newer: { versions: number; atMs: number } | null },
): OutboundMessage {
  const start = (options.page - 1) * collectPageSize;
  const shown = tasks.slice(start, start + collectPageSize);
  const rest = tasks.length - start - shown.length;
  const at = `K${plan.number}`;
  return {
    heading: `Tổng hợp ${planLabel(plan.document)}`,
    text: [
      documentLine(plan.document),
      tallyLine(tally),
      ...missingLine(tally),
      ...(options.hasFiles ? [] : [noFilesYet]),
      ...(options.newer === null
        ? []
        : [`Có ${count(options.newer.versions)} bản mới hơn lần tải lúc ${shortTime(options.newer.atMs)}.`]),
      ...(shown.length > 0 ? ['', 'Từng nhiệm vụ:'] : []),
      ...shown.map(
        (task) => `${task.number}. ${shorten(capital(task.action), 90)}: ${tallyWords(task.tally)}`,
      ),
    ].join('\n'),
    choices: [
      ...takeChoices(at, options.hasFiles),
      ...shown.map((task) => ({
        label: `Nhiệm vụ ${task.number}: ${shorten(capital(task.action), 36)}`,
        command: `/tonghop ${at} ${task.number}`,
      })),
      ...(rest > 0
        ? [{ label: `Xem thêm ${rest} nhiệm vụ`, command: `/tonghop ${at} trang ${options.page + 1}` }]
        : []),
    ],
  };
}

export function collectTask(
  plan: Readonly<Plan>,
  task: TaskLine,
  options: { hasFiles: boolean },
): OutboundMessage {
  return {
    heading: `Tổng hợp nhiệm vụ ${task.number}, ${planLabel(plan.document)}`,
    text: [
      shorten(capital(task.action), 400),
      tallyLine(task.tally),
      ...missingLine(task.tally),
      ...(options.hasFiles ? [] : [noFilesYet]),
    ].join('\n'),
    choices: takeChoices(`K${plan.number} ${task.number}`, options.hasFiles),
  };
}

/** What an archive that can be fetched holds. */
export interface Ready {
  /** "62/KH-UBND", or the task's words with it. */
  what: string;
  /** Number of the collection; null for whoever only looks. */
  number: number | null;
  submissions: number;
  files: number;
  bytes: number;
  atMs: number;
  link: string;
  days: number;
  allVersions: boolean;
  /** Command that gives the earlier versions as well; null when there are none. */
  earlier: string | null;
}

export const bundleReady = (ready: Ready): OutboundMessage => ({
  heading: ready.number === null ? 'Gói tệp báo cáo' : `Gói tệp báo cáo số ${ready.number}`,
  text: [
    `${capital(ready.what)}: ${count(ready.files)} tệp của ${count(ready.submissions)} báo cáo (${size(ready.bytes)}), ${
      ready.allVersions ? 'gồm cả các bản trước' : 'bản mới nhất của mỗi việc'
    }, tính đến ${shortTime(ready.atMs)}. Trong gói có bảng theo dõi và mã kiểm tra từng tệp.`,
    `Tải tại: ${ready.link}`,
    `Đường dẫn dùng riêng cho người nhận tin này, có hiệu lực ${count(ready.days)} ngày; đề nghị không chuyển cho người khác. Báo cáo nộp sau thời điểm trên không có trong gói này.`,
  ].join('\n'),
  ...(ready.earlier === null
    ? {}
    : { choices: [{ label: 'Tải kèm các bản trước', command: ready.earlier }] }),
});

export const nothingToTake = (what: string): string =>
  `${capital(what)}: chưa có tệp nào được nộp, nên chưa có gói tệp để tải. Bảng theo dõi vẫn lấy được bằng nút bên dưới.`;
export const registerButton = (at: string): Choice[] => takeChoices(at, false);
export const noLinkAddress =
  'Hệ thống chưa có địa chỉ để tạo đường dẫn tải. Đề nghị báo quản trị hệ thống đặt PUBLIC_URL.';

export const registerReady = (what: string, tally: Tally, atMs: number): string =>
  `Bảng theo dõi ${what}, lập lúc ${shortTime(atMs)}. ${tallyLine(tally)}`;
export const registerAgain = 'Đề nghị bấm nút dưới đây để lập bảng theo dõi.';
export const noSuchTaskOfPlan = (typed: string, plan: Readonly<Plan>): string =>
  `Kế hoạch ${planLabel(plan.document)} không có nhiệm vụ “${shorten(typed, 20)}”. Lệnh /tonghop K${plan.number} liệt kê các nhiệm vụ.`;

/** "nhiệm vụ 3, kế hoạch 62/KH-UBND", or the plan alone. */
export const whatIsTaken = (plan: Readonly<Plan>, taskNumber: number | null): string =>
  `${taskNumber === null ? '' : `nhiệm vụ ${taskNumber}, `}kế hoạch ${planLabel(plan.document)}`;

// A unit's own files

/** One file with the link under which it can be fetched. */
export interface LinkedFile {
  name: string;
  size: number;
  link: string | null;
}

export const ownFiles = (
  view: AssignmentView,
  versions: readonly { submission: Submission; files: readonly LinkedFile[] }[],
  days: number,
): string =>
  [
    `Việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view, 90)} (${planLabel(view.plan.document)}).`,
    ...versions.flatMap(({ submission, files }) => [
      `Bản ${submission.version}, ${shortTime(Date.parse(submission.sentAt))}, mã ${submission.receiptCode}:`,
      ...files.map(
        ({ name, size: bytes, link }) =>
          `- ${shorten(name, 80)} (${size(bytes)})${link === null ? '' : `: ${link}`}`,
      ),
    ]),
    ...(versions.some(({ files }) => files.some(({ link }) => link !== null))
      ? [
          `Đường dẫn dùng riêng cho người nhận tin này, có hiệu lực ${count(days)} ngày; đề nghị không chuyển cho người khác.`,
        ]
      : []),
  ].join('\n');
export const ownFilesHeading = 'Tệp đã nộp';
export const noFilesOf = (view: AssignmentView): string =>
  `Việc ${assignmentCode(view.facts.assignment)}: ${titleOf(view, 90)}. Chưa có tệp nào được nộp.`;
