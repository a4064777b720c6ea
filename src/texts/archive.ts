/** The words of a plan's archive: names inside it, and what is wrong with one that does not hold. */

export const archiveNames = {
  reports: 'bao-cao',
  documents: 'van-ban',
  others: 'tep-khac',
  register: 'bang-theo-doi.xlsx',
  records: 'ho-so.json',
  contents: 'muc-luc.json',
  sums: 'SHA256SUMS.txt',
} as const;

/** What `verify` finds; the subject names the file or the receipt. */
export const archiveFindings = {
  unreadable: 'không đọc được tệp nén',
  notAnArchive: 'không phải hồ sơ lưu trữ của Đôn Đốc',
  newer: 'hồ sơ do phiên bản Đôn Đốc mới hơn lập',
  missing: 'thiếu tệp ghi trong mục lục',
  extra: 'có tệp không ghi trong mục lục',
  changed: 'tệp đã bị thay đổi',
  sums: 'danh sách mã kiểm tra không khớp',
  records: 'hồ sơ ghi chép không đọc được hoặc sai cấu trúc',
  count: 'số biên nhận không khớp mục lục',
  receipt: 'biên nhận đã bị thay đổi sau khi cấp',
  chain: 'chuỗi biên nhận không nối tiếp',
  receiptFile: 'thiếu tệp của biên nhận',
} as const;

/** Why an archive cannot be made now. */
export const archiveRefusals = {
  missing: (names: readonly string[]): string =>
    `thiếu ${names.length} tệp trong kho (${names.slice(0, 3).join(', ')})`,
  damaged: (name: string): string => `tệp ${name} trong kho đã bị thay đổi`,
  unsound: (finding: string): string => `hồ sơ vừa lập không qua được kiểm tra (${finding})`,
  unknown: 'lỗi chưa xác định khi ghi hồ sơ',
};

// The command line

export const archived = (label: string, file: string, files: number, sha256: string): string =>
  `Đã lập hồ sơ lưu trữ kế hoạch ${label} vào ${file}: ${files} tệp.\nSHA-256: ${sha256}`;
export const verified = (label: string, files: number, receipts: number, sha256: string): string =>
  `Hồ sơ nguyên vẹn: kế hoạch ${label}, ${files} tệp, ${receipts} biên nhận đều khớp.\nSHA-256: ${sha256}`;
export const verifyFound = (count: number): string => `Phát hiện ${count} vấn đề trong hồ sơ:`;
export const noPlanToArchive = (typed: string): string =>
  `Không có kế hoạch “${typed}”. Ghi mã kế hoạch (ví dụ K1) hoặc số, ký hiệu (ví dụ 62/KH-UBND).`;
export const archiveTargetExists = (file: string): string =>
  `Tệp ${file} đã có sẵn; hãy chọn tên khác để không ghi đè.`;
export const archiveNotMade = (reason: string): string => `Chưa lập được hồ sơ lưu trữ: ${reason}.`;
export const cannotWrite = (file: string): string => `không ghi được tệp ${file}`;
