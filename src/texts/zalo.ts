/** What the pages of the Zalo connection say, and what a person without a name is called. */

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
