/** The Vietnamese words the storage says itself: details of errors, and what `check` finds. */

/** Details of `store-damaged`; each names the file first and, when there is one, the way out. */
export const damage = {
  checksum: (file: string): string => `${file}: mã kiểm tra không khớp`,
  unreadable: (file: string): string => `${file}: không đọc được`,
  missing: (file: string): string => `${file}: không còn tệp này`,
  line: (file: string, line: number): string => `${file}: dòng ${line} bị hỏng`,
  gap: (file: string): string => `${file}: không nối tiếp với store.json`,
  record: (record: string, why: string): string => `bản ghi ${record}: ${why}`,
  duplicate: (table: string, index: string, key: string): string =>
    `bảng ${table}: trùng khóa ${index} “${key}”`,
  previous: (detail: string): string =>
    `${detail}; bản liền trước còn nguyên: chép cả thư mục sang nơi khác, đổi tên store.json.bak thành store.json rồi chạy lại, sẽ không mất dữ liệu`,
};

/** Detail of `store-locked`. */
export const heldBy = (pid: number | null, host: string | null): string | null => {
  if (pid === null) return null;
  return host === null ? `tiến trình ${pid}` : `tiến trình ${pid} trên máy ${host}`;
};

/** Details of `bad-input` for backup and restore. */
export const keeping = {
  targetExists: (file: string): string =>
    `tệp ${file} đã có sẵn; hãy chọn tên khác để không ghi đè bản sao lưu cũ`,
  targetFolder: (folder: string): string => `không ghi được vào thư mục ${folder}`,
  noData: (dir: string): string => `thư mục ${dir} chưa có dữ liệu`,
  notEmpty: (dir: string): string =>
    `thư mục dữ liệu ${dir} không trống; hãy đặt DATA_DIR là một thư mục trống rồi khôi phục`,
  noArchive: (file: string): string => `không tìm thấy tệp ${file}`,
};

/** What `check` calls its findings. */
export const findingWords = {
  noData: 'chưa có dữ liệu',
  damagedData: 'dữ liệu bị hỏng',
  newerData: 'dữ liệu của phiên bản mới hơn',
  tornTail: 'giao dịch dở dang ở cuối nhật ký (sẽ được bỏ khi khởi động)',
  badRecord: 'bản ghi sai cấu trúc',
  duplicateKey: 'trùng khóa duy nhất',
  missingRecord: 'liên kết tới bản ghi không tồn tại',
  missingFile: 'thiếu tệp trong kho',
  damagedFile: 'tệp trong kho sai mã kiểm tra',
  wrongSize: 'tệp trong kho sai kích thước',
  strangeFile: 'tệp lạ trong kho',
  temporaryFile: 'tệp tạm còn sót',
} as const;

/** What `check` says of the chain of receipts. */
export const chainWords = {
  changed: 'biên nhận đã bị thay đổi sau khi cấp',
  missing: 'thiếu biên nhận trong chuỗi (số thứ tự)',
  unsealed: 'biên nhận mất dấu xác thực',
} as const;
