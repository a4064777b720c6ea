/** Words around a date that say what it is: a citation, a feast, the period of some data, a wish. Lists only. */

export const papers = [
  'luật',
  'bộ luật',
  'nghị quyết',
  'nghị định',
  'quyết định',
  'chỉ thị',
  'thông tư',
  'thông báo',
  'công văn',
  'công điện',
  'tờ trình',
  'kết luận',
  'hướng dẫn',
  'quy định',
  'quy chế',
  'chương trình',
  'kế hoạch',
  'văn bản',
  'biên bản',
  'giấy mời',
  'hợp đồng',
  'pháp lệnh',
  'hiến pháp',
  'đề án',
  'giấy phép',
];

export const handing = [
  'gửi',
  'nộp',
  'trình',
  'hoàn thành',
  'xong',
  'ban hành',
  'xây dựng',
  'lập',
  'báo cáo',
];

/** "ký ngày", "cấp ngày": the date of something done. */
export const done = [
  'ký',
  'ký ban hành',
  'được ký',
  'cấp',
  'sinh',
  'thành lập',
  'ban hành',
  'đăng',
  'công bố',
  'phê duyệt',
  'thông qua',
];

export const feasts = [
  'kỷ niệm',
  'kỉ niệm',
  'chào mừng',
  'nhân dịp',
  'nhân ngày',
  'dịp',
  'truyền thống',
  'quốc khánh',
  'giải phóng',
  'ngày lễ',
  'nghỉ lễ',
  'sinh nhật',
  'ngày sinh',
];

/** What data are counted for, not what is owed. */
export const dataWords = [
  'số liệu',
  'lũy kế',
  'luỹ kế',
  'so với',
  'cùng kỳ',
  'chốt số liệu',
  'thời gian lấy số liệu',
  'thống kê',
  'tại thời điểm',
  'tổng hợp từ',
  'kỳ báo cáo',
  'mốc số liệu',
];

export const reported = [
  'báo cáo',
  'số liệu',
  'kết quả',
  'tình hình',
  'kế hoạch',
  'công tác',
  'nhiệm vụ',
  'chương trình',
  'dự toán',
  'ngân sách',
  'chỉ số',
  'kỳ',
  'phiên họp',
  'thường kỳ',
  'sơ kết',
  'tổng kết',
  'giao ban',
  'kinh phí',
  'lương',
  'chỉ tiêu',
  'thu',
  'chi',
  'vốn',
  'học kỳ',
  'đợt',
  'quyết toán',
  'điện',
  'hóa đơn',
  'thực hiện',
  'hoạt động',
];

export const finishing = ['hoàn thành', 'xong', 'kết thúc', 'chấm dứt', 'hoàn tất', 'hoàn thiện', 'dứt điểm'];

export const wishing = ['phấn đấu', 'mục tiêu', 'tầm nhìn', 'định hướng', 'chỉ tiêu', 'viễn cảnh'];

export const lawNames = ['luật', 'pháp lệnh', 'bộ luật'];

/** Papers that go by a name or number somewhat before their date. */
export const paperNames = [
  'nghị quyết',
  'tờ trình',
  'công văn',
  'văn bản số',
  'quyết định số',
  'kế hoạch số',
];

/** What happens on a day, though a paper is named before. */
export const meetings = [
  'gửi',
  'trước',
  'chậm nhất',
  'họp',
  'hội nghị',
  'tổ chức',
  'xong',
  'hoàn thành',
  'vào',
];

/** Words of feasts that are common elsewhere; they count beside a day without year only ("8/3"). */
export const festive = ['lễ', 'quốc tế', 'thành lập'];

/** What is always about a period that is over or planned. */
export const reports = ['báo cáo', 'số liệu', 'kết quả', 'kế hoạch', 'tình hình', 'dự toán', 'quyết toán'];

/** Meetings that come back and are named by their month. */
export const sittings = [
  'tại phiên họp',
  'tại kỳ họp',
  'tại cuộc họp',
  'tại hội nghị giao ban',
  'nội dung phiên họp',
  'vào phiên họp',
  'trong kỳ sinh hoạt',
  'trong sinh hoạt',
  'trong buổi sinh hoạt',
  'tại kỳ sinh hoạt',
  'tại buổi sinh hoạt',
];

/** Meetings that are named by their part of the year: "kỳ họp cuối năm 2023". */
export const meetingsOf = ['kỳ họp', 'kỳ họp thường lệ', 'phiên họp', 'đại hội', 'hội nghị'];

/** "dự kiến tổ chức vào …": the plan of a plan. */
export const planning = ['dự kiến tổ chức', 'dự kiến hoàn thành', 'dự kiến thực hiện', 'dự kiến triển khai'];

/** How a preamble begins; the papers it names are cited. */
export const preamble = ['căn cứ', 'xét đề nghị', 'xét tờ trình'];

/** Labels of a record about the document itself. */
export const metadata = [
  'ngày ban hành',
  'ngày ký',
  'thời gian ký',
  'ngày hiệu lực',
  'ngày có hiệu lực',
  'ngày công báo',
  'ngày đăng',
  'ngày sinh',
  'ngày cấp',
];
