/** Sentences the web routes answer with. The page's own words live with the page. */

/** By code of the refusal; shown to people as they stand. */
export const webWords = {
  'not-found': 'Không tìm thấy nội dung yêu cầu.',
  'cross-site': 'Yêu cầu không xuất phát từ trang này nên bị từ chối.',
  'wrong-host':
    'Địa chỉ này chưa được khai báo cho hệ thống. Đề nghị quản trị đặt PUBLIC_URL đúng với địa chỉ đang mở.',
  'no-session': 'Phiên làm việc đã hết. Đề nghị mở lại trang.',
  'not-linked':
    'Tài khoản chưa được liên kết nên chưa gửi được tệp. Đề nghị nhập mã liên kết do Văn phòng cấp.',
  'too-many': 'Gửi quá nhanh. Đề nghị chờ một lát rồi thử lại.',
  'bad-request': 'Yêu cầu không đúng định dạng.',
  'too-long': 'Nội dung vượt quá giới hạn cho phép.',
  'too-many-files': 'Mỗi lần gửi tối đa 10 tệp.',
  'not-ready': 'Hệ thống chưa sẵn sàng nhận tin. Đề nghị thử lại sau ít phút.',
} as const;

/** How someone not yet known is called in a transcript. */
export const newcomerName = 'Người mới';
