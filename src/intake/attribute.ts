/**
 * Lines that state one field of a task by its label: "Thời hạn hoàn thành: …", "Đơn vị chủ trì: …", "Số lượng: …".
 * Only recognises them; what they apply to is decided in `body.ts`.
 */

/** Which field a label names; `other` are labels that describe a task without being one ("Thành phần: …"). */
export type AttributeKind =
  | 'deadline'
  | 'lead'
  | 'coordinating'
  | 'product'
  | 'volume'
  | 'quota'
  | 'recipient'
  | 'other';

/** A labelled value; `value` is where it begins in the text given. */
export interface Attribute {
  kind: AttributeKind;
  value: number;
}

const labels: readonly [AttributeKind, RegExp][] = [
  [
    'deadline',
    /^(?:thời (?:hạn|gian|điểm)|tiến độ|hạn (?:hoàn thành|cuối|cuối cùng|nộp|gửi|chót)|mốc thời gian|hoàn thành|định kỳ báo cáo|kỳ báo cáo)(?:\s[^:.;]{0,60})?$/iu,
  ],
  ['coordinating', /^(?:(?:các )?(?:đơn vị|cơ quan|bộ phận)\s)?(?:cùng )?phối hợp(?:\s[^:.;]{0,30})?$/iu],
  [
    'lead',
    /^(?:(?:các )?(?:đơn vị|cơ quan|bộ phận|cá nhân|người)(?:(?:,|\svà|\/)\s?(?:đơn vị|cơ quan|tổ chức|bộ phận|cá nhân)){0,3}\s)?(?:chủ trì|thực hiện|chịu trách nhiệm|trách nhiệm|đầu mối|phụ trách|phân công|tham mưu|chuẩn bị)(?:\s(?:thực hiện|chính|nội dung|tài liệu|tham mưu|triển khai|tổ chức|soạn thảo|xây dựng|tổng hợp|chủ trì|báo cáo))?(?:,? phối hợp)?$/iu,
  ],
  [
    'product',
    /^(?:sản phẩm|kết quả (?:đầu ra|đạt được|cần đạt|hoàn thành)|hình thức văn bản|sản phẩm đầu ra|sản phẩm hoàn thành)(?:\s[^:.;]{0,30})?$/iu,
  ],
  ['volume', /^(?:dung lượng|độ dài)(?:\s[^:.;]{0,30})?$/iu],
  ['quota', /^(?:số lượng|chỉ tiêu|định mức)(?:\s[^:.;]{0,30})?$/iu],
  [
    'recipient',
    /^(?:nơi nhận báo cáo|nơi gửi|gửi về|địa chỉ nhận|nơi nộp|cơ quan nhận báo cáo)(?:\s[^:.;]{0,30})?$/iu,
  ],
  [
    'other',
    /^(?:nội dung|thành phần|địa điểm|hình thức|kinh phí|nguồn kinh phí|đối tượng|quy mô|phạm vi|mục tiêu|mục đích|yêu cầu|phương thức|phương pháp|thành phần tham dự|lãnh đạo chỉ đạo|ghi chú|cấp trình|cấp ban hành|lưu ý|tên báo cáo|hồ sơ gồm|đề cương)(?:\s[^:.;]{0,40})?$/iu,
  ],
];

/** The attribute a passage states at its head (leading marks skipped), or null. A label without a value is none. */
export function attributeOf(text: string, from = 0): Attribute | null {
  const lead = /^[\s*+•()\-–]{0,8}/u.exec(text.slice(from, from + 10))?.[0].length ?? 0;
  const start = from + lead;
  const colon = text.slice(start, start + 100).indexOf(':');
  if (colon < 3) return untitledTime(text, start);
  const label = text
    .slice(start, start + colon)
    .replace(/[\s*]+$/, '')
    .replace(/\s+/g, ' ');
  const value = start + colon + 1;
  // "Thời gian lấy số liệu: từ ngày … đến ngày …" says what a report covers.
  if (/số liệu|tính (?:thành tích|tuổi|điểm)/iu.test(label)) return { kind: 'other', value };
  for (const [kind, pattern] of labels) if (pattern.test(label)) return { kind, value };
  return null;
}

/** Longest line that says nothing but when something is done. */
const longestDone = 60;

/** "Thời gian tổ chức hội nghị trong quý I năm 2011." as a line of its own: a label that goes on as a sentence. */
function untitledTime(text: string, start: number): Attribute | null {
  const line = text.slice(start, start + 240);
  const label =
    /^Thời (?:gian|hạn|điểm)\s(?:(?:tổ chức|thực hiện|hoàn thành|tiến hành|triển khai|gửi|nộp|báo cáo)\s)(?:[^:;.]{0,80}?\s)??(?=(?:là|trước|trong|vào|từ|đến|xong|chậm nhất|dự kiến|hết|ngày|tháng|quý)\s)/iu.exec(
      line,
    );
  const length = text.length - start;
  if (label !== null && length <= 240) return { kind: 'deadline', value: start + label[0].length };
  // "Hoàn thành trong quý II năm 2010." as a line of its own.
  const done = /^(?:Hoàn thành|Thực hiện xong)\s(?=(?:trong|trước|vào|chậm nhất)\s)/u.exec(line);
  return done === null || length > longestDone ? null : { kind: 'deadline', value: start + done[0].length };
}

/** "Đơn vị chủ trì: Sở A. Báo cáo hàng quý.": how often whoever leads it reports, without a label of its own. */
export function reportingOf(clause: string, start: number): Attribute | null {
  return /^[\s*]*báo cáo\s(?:định kỳ\s)?(?:hàng|hằng|mỗi|theo|định kỳ|\d{1,2}\s?(?:tháng|lần|tuần))[^,;:]{0,40}$/iu.test(
    clause.replace(/[.;\s]+$/, ''),
  )
    ? { kind: 'deadline', value: start }
    : null;
}
