/** What people read about linking, roles, units, groups and help. */
import type { Command } from '../domain/command.js';
import type { OutboundMessage } from '../domain/message.js';
import type { Role } from '../domain/person.js';
import { shorten } from '../domain/text.js';
import { names } from './format.js';
import { roleWords } from './words.js';

export const strangerGreeting =
  'Đôn Đốc là hệ thống theo dõi nhiệm vụ theo kế hoạch của cơ quan. Tài khoản này chưa được liên kết với đơn vị. Đề nghị liên hệ Văn phòng để được cấp mã, sau đó gõ: /lienket MÃ (ví dụ: /lienket 7KQ2-M4XT-9BRD-C3HW).';
export const notLinked =
  'Tài khoản này chưa được liên kết với đơn vị nên chưa dùng được chức năng này. Đề nghị gõ: /lienket MÃ, với mã do Văn phòng cấp.';
export const removedPerson = 'Tài khoản này đã ngừng liên kết. Đề nghị liên hệ Văn phòng để được cấp mã mới.';
export const notAllowed =
  'Chức năng này không thuộc phạm vi của tài khoản. Lệnh /trogiup liệt kê các chức năng dùng được.';
export const privateOnly = (link: string | null): string =>
  link
    ? `Nội dung này chỉ trả lời trong cuộc trò chuyện riêng: ${link}`
    : 'Nội dung này chỉ trả lời trong cuộc trò chuyện riêng. Đề nghị nhắn riêng cho hệ thống.';
export const groupOnly = 'Lệnh này dùng trong nhóm trò chuyện.';

/** What linking stores and why, in plain words (Law 91/2025/QH15 on personal data). */
const privacyNotice =
  'Hệ thống chỉ lưu tên hiển thị, mã tài khoản trò chuyện, đơn vị và các tin nhắn công việc để nhắc việc và tiếp nhận báo cáo; không dùng vào việc khác. Không gửi tài liệu có dấu chỉ độ mật qua kênh này.';

/** A role as it is held: the head of a unit is called so. */
export const heldWords = (grant: { role: Role; isHead?: boolean | undefined }): string =>
  grant.isHead ? 'thủ trưởng' : roleWords[grant.role];

export function linkedPerson(
  roles: readonly { role: Role; unit: string | null; isHead?: boolean | undefined }[],
): OutboundMessage {
  const held = roles.map((one) => (one.unit ? `${heldWords(one)} của ${one.unit}` : heldWords(one)));
  return {
    heading: 'Đã liên kết tài khoản',
    text: [
      held.length > 0
        ? `Vai trò: ${held.join('; ')}.`
        : 'Tài khoản đã được gắn với cán bộ đã liên kết trước đây.',
      'Lệnh thường dùng: /viec (việc của đơn vị), /han (việc sắp đến hạn), /nop hoặc gửi thẳng tệp (nộp báo cáo), /trogiup.',
      privacyNotice,
    ].join('\n'),
  };
}
export const linkedGroup = (title: string, bound: string): string =>
  `Nhóm “${shorten(title, 60)}” đã được gắn với ${bound}. Hệ thống nhắc việc chung trong nhóm này và chỉ trả lời khi được gọi bằng lệnh.`;
export const linkRefusals = {
  wrong:
    'Mã không đúng, đã dùng hoặc đã hết hạn. Đề nghị kiểm tra lại từng ký tự hoặc xin Văn phòng cấp mã mới.',
  'too-many': 'Đã nhập sai mã nhiều lần. Đề nghị chờ 15 phút rồi thử lại, hoặc xin Văn phòng cấp mã mới.',
  'group-code-in-private': 'Mã này dùng để gắn nhóm. Đề nghị gõ lệnh trong nhóm cần gắn: /lienket MÃ.',
  'person-code-in-group':
    'Mã này dùng cho cá nhân. Đề nghị gõ trong cuộc trò chuyện riêng với hệ thống, không gõ trong nhóm.',
} as const;
export const askForCode = 'Đề nghị gõ lệnh kèm mã do Văn phòng cấp, ví dụ: /lienket 7KQ2-M4XT-9BRD-C3HW.';
export const joinCode = (code: string): string =>
  `Để dùng cùng tài khoản này trên kênh khác, mở hệ thống trên kênh đó và gõ: /lienket ${code}. Mã dùng một lần, có hiệu lực 3 ngày.`;
export const greeting = (name: string, lines: readonly string[]): OutboundMessage => ({
  heading: `Kính chào ${name}`,
  text: lines.join('\n'),
  choices: [
    { label: 'Việc của đơn vị', command: '/viec' },
    { label: 'Sắp đến hạn', command: '/han' },
    { label: 'Trợ giúp', command: '/trogiup' },
  ],
});
export const roleLine = (grant: { role: Role; isHead?: boolean | undefined }, unit: string | null): string =>
  unit ? `- ${heldWords(grant)} của ${unit}` : `- ${heldWords(grant)}`;

/** Help generated from the registry for what this person may use. */
export function help(commands: readonly Command[], isLinked: boolean): OutboundMessage {
  const lines = commands.map(
    (command) => `/${command.name}${command.usage ? ` ${command.usage}` : ''}: ${command.summary}`,
  );
  const extra = isLinked
    ? 'Cũng có thể hỏi bằng câu thường, có dấu hoặc không dấu: “tuần này đơn vị tôi phải nộp gì”, “hạn báo cáo kế hoạch 62”. Gõ số để chọn mục trong danh sách vừa hiện.'
    : 'Sau khi liên kết, hệ thống hiện thêm các lệnh theo vai trò.';
  return { heading: 'Các lệnh dùng được', text: `${lines.join('\n')}\n\n${extra}` };
}
export const helpFor = (command: Command): OutboundMessage => ({
  heading: `/${command.name} ${command.usage}`.trim(),
  text: `${command.summary}.\nVí dụ: ${command.examples.join(' · ')}`,
});
export const notUnderstood =
  'Hệ thống chưa hiểu yêu cầu. Một số cách hỏi: “việc của đơn vị tôi”, “tuần này phải nộp gì”, “hạn báo cáo kế hoạch 62”. Lệnh /trogiup liệt kê các chức năng.';
export const unknownCommand = (typed: string): string =>
  `Không có lệnh /${shorten(typed, 30)}. Lệnh /trogiup liệt kê các lệnh dùng được.`;
export const noSuchChoice =
  'Không có mục mang số này trong danh sách vừa hiện, hoặc danh sách đã hết hiệu lực. Đề nghị gõ lại lệnh.';
export const cancelled = 'Đã dừng bước đang làm.';
export const nothingToCancel = 'Không có bước nào đang chờ.';
export const unsupported = (what: string): string =>
  `Hệ thống chưa xử lý được ${what}. Đề nghị gửi chữ, hoặc gửi báo cáo dưới dạng tệp (.docx, .pdf, .xlsx) hay ảnh chụp.`;

// Units and codes

export function unitInFull(
  unit: { name: string; abbreviation: string | null; validity: string; number: number },
  people: { heads: readonly string[]; others: readonly string[] },
  groups: readonly string[],
  open: number,
): OutboundMessage {
  return {
    heading: unit.name,
    text: [
      ...(unit.abbreviation ? [`Viết tắt: ${unit.abbreviation}`] : []),
      ...(unit.validity ? [unit.validity] : []),
      `Thủ trưởng đơn vị: ${people.heads.length > 0 ? people.heads.join('; ') : 'chưa liên kết'}`,
      `Cán bộ đã liên kết: ${people.others.length > 0 ? people.others.join('; ') : 'chưa có'}`,
      `Nhóm đã gắn: ${groups.length > 0 ? groups.join('; ') : 'chưa có'}`,
      `Số việc chưa hoàn thành: ${open}`,
    ].join('\n'),
    choices: [
      { label: 'Cấp mã cho cán bộ', command: `/donvi U${unit.number} ma` },
      { label: 'Cấp mã cho thủ trưởng', command: `/donvi U${unit.number} thutruong` },
      { label: 'Cấp mã cho đơn vị tổng hợp', command: `/donvi U${unit.number} tonghop` },
      { label: 'Cấp mã cho nhóm', command: `/nhom U${unit.number}` },
    ],
  };
}
export const unitCode = (unit: string, held: string, code: string, link: string | null): string =>
  [
    `Mã liên kết (${held}, ${unit}), dùng một lần, hiệu lực 3 ngày: ${code}`,
    `Cán bộ mở hệ thống và gõ: /lienket ${code}`,
    ...(link ? [`Hoặc mở đường dẫn: ${link}`] : []),
  ].join('\n');
export const groupCode = (bound: string, code: string, link: string | null): string =>
  [
    `Mã gắn nhóm cho ${bound}, dùng một lần, hiệu lực 3 ngày: ${code}`,
    `Thêm hệ thống vào nhóm rồi gõ trong nhóm: /lienket ${code}`,
    ...(link ? [`Hoặc mở đường dẫn để thêm vào nhóm: ${link}`] : []),
  ].join('\n');
export const unitsOverview = (total: number, linked: number, unlinked: readonly string[]): string =>
  [
    `Danh mục có ${total} đơn vị đang hoạt động; ${linked} đơn vị đã có cán bộ hoặc nhóm liên kết.`,
    ...(unlinked.length > 0 ? [`Chưa liên kết và đang có việc: ${names(unlinked, 12)}.`] : []),
    'Xem một đơn vị: /donvi Sở Y tế. Cập nhật danh mục: gửi tệp .xlsx hoặc .json kèm chú thích /donvi.',
  ].join('\n');
export const noSuchUnit = (typed: string): string =>
  `Không tìm thấy đơn vị “${shorten(typed, 60)}” trong danh mục. Lệnh /donvi cho biết tình hình danh mục.`;
export const severalUnits = 'Có nhiều đơn vị phù hợp, đề nghị chọn:';
export const directoryImported = (added: number, updated: number, problems: readonly string[]): string =>
  [
    `Đã cập nhật danh mục: thêm ${added}, sửa ${updated} đơn vị.`,
    ...(problems.length > 0
      ? [`Chưa xử lý được ${problems.length} dòng: ${problems.slice(0, 5).join('; ')}`]
      : []),
  ].join('\n');
export const groupBinding = (title: string, bound: readonly string[]): string =>
  bound.length > 0
    ? `Nhóm “${shorten(title, 60)}” đang gắn với: ${bound.join('; ')}.`
    : `Nhóm “${shorten(title, 60)}” chưa gắn với đơn vị hay kế hoạch nào. Văn phòng cấp mã bằng lệnh /nhom trong cuộc trò chuyện riêng.`;
export const groupList = (lines: readonly string[]): string =>
  lines.length > 0
    ? `Các nhóm đã gắn:\n${lines.join('\n')}`
    : 'Chưa có nhóm nào được gắn. Cấp mã gắn nhóm: /nhom Sở Y tế, hoặc /nhom K2 để gắn với một kế hoạch.';
export const addedToGroup =
  'Hệ thống Đôn Đốc đã được thêm vào nhóm. Để gắn nhóm với đơn vị hoặc kế hoạch, đề nghị gõ: /lienket MÃ, với mã do Văn phòng cấp.';
