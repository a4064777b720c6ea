/** Every word the page shows that does not come from the server. Plain texts; no markup. */

export const words = {
  assistant: 'Đôn Đốc',
  sending: 'đang gửi…',
  uploading: (percent: number): string => `đang gửi… ${percent} %`,
  notSent: 'chưa gửi được, nhấn để gửi lại',
  refused: (reason: string): string => `${reason} Nhấn để gửi lại.`,
  sent: 'đã gửi',
  discard: 'Bỏ tin này',
  noConnection: 'Mất kết nối với máy chủ, đang nối lại. Tin chưa gửi được giữ lại và tự gửi khi có kết nối.',
  deviceOffline: 'Thiết bị đang không có mạng. Tin chưa gửi được giữ lại và tự gửi khi có mạng.',
  older: 'Xem tin cũ hơn',
  download: (name: string, size: string): string => `Tải tệp ${name}, ${size}`,
  pictureOf: (name: string): string => `Hình ảnh: ${name}`,
  pictureGone: 'Không tải được hình ảnh',
  reply: 'Trả lời',
  noReply: 'Bỏ trả lời',
  replyTo: (text: string): string => `Trả lời: ${text}`,
  removeFile: (name: string): string => `Bỏ tệp ${name}`,
  fileEmpty: (name: string): string => `Tệp “${name}” rỗng (0 byte) nên không đính kèm được.`,
  fileTooBig: (name: string, limit: string): string =>
    `Tệp “${name}” vượt quá giới hạn ${limit} nên không đính kèm được.`,
  tooManyFiles: (limit: number): string => `Mỗi lần gửi tối đa ${limit} tệp.`,
  tooLong: (limit: number): string => `Nội dung dài quá ${limit} ký tự, đề nghị rút ngắn hoặc gửi bằng tệp.`,
  people: 'Cán bộ',
  groups: 'Nhóm trao đổi',
  nobodyFound: 'Không có kết quả phù hợp.',
  newcomer: 'Người mới',
  newcomerHint: 'Chưa liên kết; dùng để thử mã liên kết',
  anotherNewcomer: 'Tạo người mới khác',
  groupWithoutMembers: 'Nhóm chưa có thành viên để phát biểu.',
  openList: 'Mở danh sách cán bộ và nhóm',
  openListUnread: (count: number): string =>
    `Mở danh sách cán bộ và nhóm, ${count} cuộc trò chuyện có tin mới`,
  unread: (count: number): string => `${count} tin chưa đọc`,
  newcomerDetail: 'Chưa liên kết với đơn vị',
  linkedTitle: 'Trợ lý Đôn Đốc',
  speaking: 'đang phát biểu',
  chooseSomeone: 'Chọn người hoặc nhóm',
  noReminderAhead: 'Không còn lần nhắc nào ở phía trước.',
  fault: 'Hệ thống chưa trả lời được. Đề nghị thử lại sau ít phút.',
  draftHint: 'Nhập tin nhắn hoặc lệnh',
  draftHintGroup: 'Nhập lệnh hoặc @dondoc',
  nameMissing: 'Đề nghị nhập họ và tên.',
  codeMissing: 'Đề nghị nhập mã liên kết.',
} as const;

const weekdays = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'];

// Viet Nam has one zone without summer time, so the offset is a constant.
const offsetMs = 7 * 60 * 60 * 1000;

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Epoch milliseconds → `22/06/2022` in Viet Nam. */
export function dateOf(ms: number): string {
  const day = new Date(ms + offsetMs);
  return `${two(day.getUTCDate())}/${two(day.getUTCMonth() + 1)}/${day.getUTCFullYear()}`;
}

/** Epoch milliseconds → `thứ Tư, 22/06/2022`. */
export function weekdayDate(ms: number): string {
  return `${weekdays[new Date(ms + offsetMs).getUTCDay()] ?? ''}, ${dateOf(ms)}`;
}

/** Epoch milliseconds → `08:05`. */
export function timeOf(ms: number): string {
  const day = new Date(ms + offsetMs);
  return `${two(day.getUTCHours())}:${two(day.getUTCMinutes())}`;
}

/** First letter in upper case. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

/** Bytes → `512 KB`, `1,4 MB`. */
export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} byte`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace('.', ',')} MB`;
}

/** Text as it is searched: lower case, without diacritics. */
export function fold(text: string): string {
  return text
    .toLocaleLowerCase('vi')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd');
}
