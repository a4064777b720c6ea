/** What people read about a file that waits for the virus scanner. */
import { shortTime } from './format.js';

export const scanWaits = (sentAtMs: number): string =>
  `Tệp gửi lúc ${shortTime(sentAtMs)} đang chờ quét vi-rút, chưa có mã tiếp nhận. Hệ thống tự thử lại và báo khi xong; không cần gửi lại, thời điểm gửi được giữ nguyên.`;
export const scanGivenUp =
  'Tệp chưa được ghi nhận vì hệ thống chưa quét được vi-rút trong 24 giờ qua. Đề nghị gửi lại tệp và báo Văn phòng.';
