/** What the console says: start, faults, and the command line's answers. */

export const ready = (address: string, isDemo: boolean): string =>
  isDemo
    ? `Đôn Đốc đang chạy (dùng thử). Mở trình duyệt tại: ${address}`
    : `Đôn Đốc đang chạy tại: ${address}`;
export const adminCode = (code: string): string =>
  `Mã liên kết của quản trị viên đầu tiên (dùng một lần): ${code}\nMở hệ thống trên kênh trò chuyện và gõ: /lienket ${code}`;
export const portInUse =
  'Cổng HTTP đang được chương trình khác sử dụng. Hãy đặt HTTP_PORT khác (ví dụ HTTP_PORT=3001) rồi chạy lại.';
export const noSuchFile = (path: string): string => `Không tìm thấy tệp: ${path}`;
export const notWritable = (path: string): string => `Không ghi được tệp: ${path}`;
export const noSuchUnit = (name: string, candidates: readonly string[]): string =>
  candidates.length > 0
    ? `Chưa xác định được đơn vị “${name}”. Có thể là: ${candidates.join('; ')}`
    : `Không có đơn vị “${name}” trong danh mục. Nhập danh mục bằng lệnh: units import FILE`;
export const badDay = (text: string): string => `“${text}” không phải ngày dạng YYYY-MM-DD.`;
export const notADeadline = (text: string): string => `Không đọc được thời hạn nào trong: “${text}”`;
export const restored = (dir: string): string => `Đã khôi phục dữ liệu vào ${dir}.`;
export const backedUp = (file: string): string => `Đã sao lưu vào ${file}.`;
export const backedUpWithout = (missing: readonly string[]): string =>
  `Lưu ý: ${missing.length} tệp có trong dữ liệu nhưng không còn hoặc đã hỏng, bản sao lưu không có: ${missing.join(', ')}`;
export const checkedClean = 'Dữ liệu nguyên vẹn: mọi tệp, liên kết và mã kiểm tra đều khớp.';
export const checkFound = (count: number): string => `Phát hiện ${count} vấn đề trong dữ liệu:`;
export const imported = (units: number, added: number, updated: number): string =>
  `Đã đọc ${units} dòng: thêm ${added}, cập nhật ${updated} đơn vị.`;
export const exported = (count: number, file: string): string => `Đã ghi ${count} đơn vị vào ${file}.`;
