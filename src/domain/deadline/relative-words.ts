/** Words of deadlines counted from something else: "trong thời hạn", "kể từ", "trước khi". Lists only. */

export const within = [
  'chậm nhất trong vòng',
  'chậm nhất trong thời hạn',
  'chậm nhất là trong vòng',
  'chậm nhất là trong thời hạn',
  'chậm nhất là sau',
  'chậm nhất sau',
  'chậm nhất là',
  'chậm nhất',
  'muộn nhất là',
  'muộn nhất',
  'trong vòng không quá',
  'trong vòng tối đa',
  'trong vòng',
  'trong thời hạn không quá',
  'trong thời hạn tối đa',
  'trong thời hạn',
  'trong thời gian không quá',
  'trong thời gian',
  'thời hạn không quá',
  'thời hạn tối đa',
  'thời hạn là',
  'thời hạn',
  'trong khoảng',
  'không quá',
  'tối đa',
  'trong',
  'sau',
];

/** Said this way it is a time limit even when nothing is named to count from. */
export const firm = [
  'trong vòng',
  'trong thời hạn',
  'chậm nhất',
  'muộn nhất',
  'thời hạn',
  'không quá',
  'tối đa',
];

export const since = [
  'kể từ sau',
  'kể từ khi',
  'kể từ',
  'tính từ khi',
  'tính từ',
  'được tính từ',
  'từ sau khi',
  'từ khi',
  'từ',
  'sau khi',
  'sau',
  'tính sau',
  'khi',
];

export const backwards = [
  'tính đến',
  'gần nhất',
  'gần đây',
  'vừa qua',
  'qua',
  'trước đó',
  'trước liền kề',
  'liên tục',
  'liên tiếp',
  'liền',
  'trở lại đây',
  'trở lên',
  'đầu',
  'cuối',
  'thực hiện',
  'hoạt động',
  'xây dựng',
  'triển khai',
  'đổi mới',
  'tuổi',
  'nay',
];

/** Events that may follow a length directly: "sau 05 ngày kết thúc đợt kiểm tra". */
export const bareEvents = [
  'kết thúc',
  'nhận được',
  'ban hành',
  'ký ban hành',
  'hoàn thành việc',
  'hoàn thành đợt',
  'tổ chức xong',
  'được phê duyệt',
  'được giao',
];

export const untilThen = ['so với', 'trước khi', 'trước ngày', 'trước thời điểm', 'trước'];

export const looseWords = ['sau hơn', 'hơn', 'gần', 'khoảng', 'ít nhất', 'tối thiểu'];
