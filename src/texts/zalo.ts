/** What the pages of the Zalo connection say, and what people on Zalo are told about it. */
import type { OutboundMessage } from '../domain/message.js';
import { weekdayDate } from './format.js';

export const unnamedPerson = 'Người dùng Zalo';

const said = {
  done: [
    'Đã kết nối Zalo',
    'Official Account đã cấp quyền cho hệ thống. Đề nghị đóng trang này và nhắn thử một tin cho Official Account.',
  ],
  failed: [
    'Chưa kết nối được Zalo',
    'Đề nghị quản trị viên của Official Account mở lại trang /zalo/connect và đồng ý cấp quyền trong vòng 10 phút.',
  ],
  'other-account': [
    'Không đúng Official Account',
    'Official Account vừa cấp quyền không phải là Official Account của hệ thống (ZALO_OA_ID). Đề nghị chọn lại.',
  ],
} as const;

/** The page consent ends with; plain HTML without anything from outside. */
export function connectPage(kind: keyof typeof said): string {
  const [heading, text] = said[kind];
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading}</title><body><h1>${heading}</h1><p>${text}</p></body></html>`;
}

export const notConfigured =
  'Kênh Zalo chưa được cấu hình. Đề nghị đặt ZALO_APP_ID, ZALO_APP_SECRET, ZALO_OA_ID, ZALO_OA_SECRET_KEY.';
export const trialMessage =
  'Tin thử của hệ thống Đôn Đốc, đề nghị bỏ qua. Hệ thống đang kiểm tra khả năng của Official Account.';

const capabilityWords: Record<string, string> = {
  account: 'Thông tin Official Account',
  groups: 'Nhóm GMF của Official Account',
  'upload .pdf': 'Tải lên tệp PDF',
  'upload .csv': 'Tải lên tệp CSV',
  'upload .xlsx': 'Tải lên tệp Excel',
  'name of a person': 'Xem tên người dùng',
  'quota of a person': 'Xem hạn mức gửi cho người dùng',
  'text, v3': 'Gửi tin (v3)',
  'text, v2': 'Gửi tin (v2, cơ quan nhà nước)',
  'buttons, v3': 'Nút bấm (v3)',
  'text to a group': 'Gửi tin vào nhóm GMF',
  'members of a group': 'Danh sách thành viên nhóm',
};

/** One line per capability tried. */
export const checkLines = (
  found: readonly { capability: string; works: boolean; answer: string }[],
): string[] =>
  found.map(
    ({ capability, works, answer }) =>
      `${works ? 'Được      ' : 'Không được'}  ${capabilityWords[capability] ?? capability}: ${answer}`,
  );

/** @param closesOn last day on which the person can be written to without a word of theirs. */
export const keepOpenPrompt = (closesOn: string): OutboundMessage => ({
  heading: 'Tiếp tục nhận tin nhắc việc',
  text: `Zalo chỉ cho hệ thống nhắn tin trong 7 ngày kể từ lần nhắn gần nhất cho Official Account. Đề nghị trả lời tin này trước ${weekdayDate(closesOn)} để tiếp tục nhận tin nhắc việc.`,
  choices: [{ label: 'Tiếp tục nhận tin, xem việc của đơn vị', command: '/viec' }],
});
