/** The sentence for every UserError, and for faults people meet outside a dialogue. */
import type { UserError } from '../domain/errors.js';
import { shorten } from '../domain/text.js';

/** What went wrong and what to do next, in one or two sentences. `name` is the file concerned, if any. */
export function errorSentence(error: UserError, name?: string): string {
  const file = name ? `Tệp “${name}”` : 'Tệp';
  switch (error.code) {
    case 'file-empty':
      return `${file} rỗng (0 byte), chưa được ghi nhận. Đề nghị mở tệp kiểm tra rồi gửi lại.`;
    case 'file-too-big':
      return `${file} vượt quá giới hạn ${error.detail ?? ''} nên chưa được ghi nhận. Đề nghị chia nhỏ hoặc nén tệp rồi gửi lại.`;
    case 'file-not-found':
      return `${file} không tải về được từ kênh trò chuyện. Đề nghị gửi lại.`;
    case 'file-kind-refused':
      return `${file} không phải loại hệ thống đọc được${error.detail ? ` (${error.detail})` : ''}. Đề nghị gửi tệp .docx, .doc, .pdf, .xlsx, .txt hoặc ảnh chụp .jpg, .png.`;
    case 'file-damaged':
      return `${file} bị hỏng hoặc có cấu trúc không an toàn, hệ thống không mở. Đề nghị mở bằng phần mềm soạn thảo, lưu lại thành .docx rồi gửi lại.`;
    case 'file-secret':
      return 'Tài liệu có dấu chỉ độ mật không được gửi qua kênh này; đề nghị gỡ tin và chuyển theo quy định về bảo vệ bí mật nhà nước. Hệ thống không lưu tệp này.';
    case 'file-encrypted':
      return `${file} có đặt mật khẩu nên hệ thống không mở được. Đề nghị gỡ mật khẩu rồi gửi lại.`;
    case 'file-executable':
      return error.detail === null
        ? `${file} là tệp chương trình hoặc tệp lệnh nên hệ thống không nhận, không lưu. Đề nghị gửi văn bản dạng .docx, .pdf, .xlsx hoặc ảnh chụp.`
        : `${file} có chứa tệp chương trình “${shorten(error.detail, 60)}” nên hệ thống không nhận, không lưu. Đề nghị bỏ tệp đó ra rồi gửi lại.`;
    case 'file-macro':
      return `${file} có macro (lệnh tự chạy) nên hệ thống không nhận, không lưu. Đề nghị mở tệp, chọn Lưu thành (Save As) dạng ${error.detail ?? '.docx hoặc .xlsx'} rồi gửi lại.`;
    case 'archive-unseen':
      return `${file} được nén${error.detail === null ? '' : ` dạng ${error.detail}`} nên hệ thống không kiểm tra được nội dung, chưa nhận. Đề nghị gửi thẳng các tệp bên trong, hoặc nén lại thành một tệp .zip không đặt mật khẩu.`;
    case 'file-infected':
      return `${file} có mã độc theo kết quả quét vi-rút nên hệ thống không nhận, không lưu. Đề nghị diệt vi-rút trên máy, lập lại tệp rồi gửi lại.`;
    case 'scan-unavailable':
      return `${file} chưa quét được vi-rút nên hệ thống chưa nhận. Đề nghị gửi lại sau ít phút; nếu vẫn chưa được, báo Văn phòng.`;
    case 'scan-too-large':
      return `${file} lớn hơn mức phần mềm quét vi-rút kiểm tra được nên hệ thống chưa nhận. Đề nghị chia nhỏ tệp rồi gửi lại, hoặc báo Văn phòng.`;
    case 'document-unreadable':
      return `${file} không đọc được thành văn bản. Đề nghị kiểm tra lại tệp hoặc gửi bản .docx khác.`;
    case 'scan-too-long':
      return `${file} có quá ${error.detail ?? 'nhiều'} trang là ảnh chụp, quét nên hệ thống chưa nhận dạng. Đề nghị gửi bản .docx, hoặc tách riêng phần giao nhiệm vụ rồi gửi lại.`;
    case 'document-without-tasks':
      return `${file} không có nội dung giao nhiệm vụ nào đọc được. Đề nghị kiểm tra có đúng là kế hoạch hay không.`;
    case 'not-linked':
      return 'Tài khoản chưa được liên kết với đơn vị. Đề nghị gõ: /lienket MÃ.';
    case 'not-allowed':
      return 'Chức năng này không thuộc phạm vi của tài khoản.';
    case 'code-wrong':
      return 'Mã không đúng, đã dùng hoặc đã hết hạn. Đề nghị xin cấp mã mới.';
    case 'store-busy':
      return 'Hệ thống tạm thời chưa ghi được dữ liệu, yêu cầu chưa được ghi nhận. Đề nghị thử lại sau ít phút.';
    case 'store-damaged':
      return `Dữ liệu bị hỏng (${error.detail ?? 'không rõ tệp'}), hệ thống dừng để không làm mất thêm. Hãy giữ nguyên thư mục dữ liệu, chạy “npm run -s dondoc -- check” để xem chi tiết và khôi phục từ bản sao lưu bằng “restore”.`;
    case 'store-newer':
      return 'Dữ liệu được tạo bởi phiên bản Đôn Đốc mới hơn. Hãy cài phiên bản mới rồi chạy lại.';
    case 'store-locked':
      return `Thư mục dữ liệu đang được một tiến trình Đôn Đốc khác sử dụng${error.detail ? ` (${error.detail})` : ''}. Hãy dừng tiến trình đó trước, hoặc đặt DATA_DIR khác.`;
    case 'bad-input':
      return (
        badInput[error.detail ?? ''] ??
        `Dữ liệu nhập chưa đúng${error.detail ? `: ${error.detail}` : ''}. Đề nghị kiểm tra lại.`
      );
  }
}

/** Sentences for `bad-input` details that have a fixed meaning. */
const badInput: Record<string, string> = {
  'draft-closed': 'Dự thảo này đã được xử lý trước đó.',
  'plan-gone': 'Kế hoạch mà văn bản này điều chỉnh không còn trong hệ thống.',
  'sheet-headings':
    'Bảng gửi lại thiếu dòng tiêu đề hoặc cột “Nội dung”, “Mã dòng”. Đề nghị lấy bảng mới và không xóa dòng tiêu đề.',
  'sheet-rows': 'Bảng gửi lại có quá 3.000 dòng. Đề nghị xóa các dòng thừa rồi gửi lại.',
  'plan-closed':
    'Kế hoạch này đã đóng nên hệ thống không ghi nhận thêm báo cáo, đề nghị gia hạn hay quyết định. Nếu cần bổ sung, đề nghị liên hệ Văn phòng để mở lại kế hoạch.',
  'plan-exists': 'Kế hoạch này đã được nhập trước đây, không nhập lặp lại.',
};

/** A fault of ours: nothing was changed, the person may try again. */
export const ourFault =
  'Hệ thống gặp lỗi khi xử lý yêu cầu này, chưa có gì thay đổi. Đề nghị thử lại; nếu vẫn lỗi, báo Văn phòng kèm thời điểm xảy ra.';
