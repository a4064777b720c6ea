/**
 * Reads the small fields of a task out of its words: recipients, route, product, size, amount, action.
 * Each function takes the passage and nothing else; none of them knows the document.
 */
import { foldSpace, shorten } from '../domain/text.js';
import { findUnitMentions, isVerbAt, wordsOf } from '../domain/unit-mention.js';
import { bareReceivers } from './receivers.js';

/** Longest action shown, in UTF-16 units; the quote keeps the rest. */
const longestAction = 400;

/** Who gets the product, and through which office. */
export interface Route {
  recipients: string[];
  via: string | null;
}

const handing =
  /(?<!tờ\s)(?:gửi|nộp|chuyển|trình|báo cáo|giới thiệu|đề xuất)(?:\s(?:về|cho|đến|tới|lên|với|kịp thời cho|kết quả về|kết quả cho|kết quả với))?\s{0,2}$/iu;
const handedBefore =
  /(?:gửi|nộp|chuyển|báo cáo|giới thiệu|đăng ký|lập|cung cấp|bàn giao|giao dự toán|phân bổ|cấp kinh phí|bố trí (?:kinh phí|dự toán|ngân sách|vốn))/iu;

/** Reads "gửi A, B (qua C)", "báo cáo D", "tham mưu E", "cung cấp … cho G" out of a passage. */
export function routeOf(passage: string): Route {
  // What the recipient does next ("để tổng hợp, báo cáo …") is not where this product goes.
  const text = passage.replace(
    /để\s(?:tổng hợp|theo dõi|rà soát|xem xét|chỉ đạo|giới thiệu|phục vụ)(?:(?!đồng thời|và gửi|;)[\s\S]){0,400}/giu,
    (part) => ' '.repeat(part.length),
  );
  const recipients: string[] = [];
  const advised: string[] = [];
  let via: string | null = null;
  let previous: { end: number; into: string[] | null } | null = null;
  for (const mention of findUnitMentions(text)) {
    const before = text.slice(Math.max(0, mention.start - 60), mention.start);
    let into: string[] | null = null;
    if (!mention.collective && /(?:^|[\s(])(?:thông qua|qua)\s$/iu.test(before))
      via ??= foldSpace(mention.text);
    else if (/tham mưu(?:\scho)?\s$/iu.test(before))
      // "tham mưu UBND tỉnh ban hành …" is handed to nobody else; beside "gửi Sở A" it says whose paper it will be.
      into = opensAction(text, mention.end) ? advised : recipients;
    else if (handing.test(before)) into = recipients;
    else if (
      /(?:^|[\s,])(?:về|cho|đến|tới)\s$/iu.test(before) &&
      handedBefore.test(text.slice(0, mention.start))
    )
      into = recipients;
    else if (/\svới\s$/iu.test(before) && /báo cáo/iu.test(before) && !/phối hợp/iu.test(before))
      into = recipients;
    else if (/(?:cơ quan|đơn vị|bộ phận)\s(?:thường trực|đầu mối|chủ trì)[^.;()]{0,30}\($/iu.test(before))
      into = handedBefore.test(text.slice(0, mention.start)) ? recipients : null;
    else if (
      previous !== null &&
      previous.into !== null &&
      /^(?:\s?[,;]\s?(?:và\s)?|\s(?:và|cùng)\s)$/u.test(text.slice(previous.end, mention.start))
    )
      into = previous.into;
    if (into !== null) add(into, mention.text);
    previous = { end: mention.end, into };
  }
  for (const name of bareReceivers(text))
    if (!recipients.some((other) => other.includes(name) || name.includes(other))) recipients.push(name);
  return { recipients: recipients.length > 0 ? recipients : advised, via };
}

/** Whether a verb follows: what the unit before it is then to do itself. */
function opensAction(text: string, from: number): boolean {
  const words = wordsOf(text.slice(from, from + 60));
  return /^\s/.test(text.slice(from, from + 1)) && isVerbAt(words, 0);
}

/** Adds a name unless it is already there. */
export function add(list: string[], name: string): void {
  const clean = cleanName(name);
  if (clean !== '' && !list.some((other) => other.toLowerCase() === clean.toLowerCase())) list.push(clean);
}

/** A unit's name as written, without bullets, emphasis and closing signs. */
export function cleanName(name: string): string {
  return foldSpace(name.replace(/\*/g, ' '))
    .replace(/^[-+•–\s]+/, '')
    .replace(/[\s.,;:]+$/, '');
}

const products = [
  'đề cương báo cáo điển hình',
  'đề cương báo cáo',
  'báo cáo tổng kết',
  'báo cáo sơ kết',
  'báo cáo tham luận',
  'báo cáo điển hình',
  'báo cáo chuyên đề',
  'báo cáo tổng hợp',
  'báo cáo nhanh',
  'báo cáo kết quả',
  'báo cáo',
  'dự thảo báo cáo',
  'dự thảo nghị quyết',
  'dự thảo',
  'tờ trình',
  'tham luận',
  'kế hoạch',
  'chương trình',
  'đề án',
  'danh sách',
  'danh mục',
  'hồ sơ',
  'phương án',
  'quyết định',
  'văn bản',
  'dự toán',
  'hội nghị',
  'hội thảo',
  'tọa đàm',
  'số liệu',
];

/** The kind of product asked for ("báo cáo tổng kết"), or null. */
export function deliverableOf(action: string): string | null {
  const text = action.toLowerCase();
  let best: { at: number; product: string } | null = null;
  for (const product of products) {
    const at = text.indexOf(product);
    // "theo kế hoạch", "thực hiện Kế hoạch này": a document referred to, not produced.
    if (at < 0 || /(?:theo|thực hiện|căn cứ|tại|của|kèm)\s$/.test(text.slice(0, at))) continue;
    if (best === null || at < best.at || (at === best.at && product.length > best.product.length))
      best = { at, product };
  }
  return best?.product ?? null;
}

/** Length asked for ("15-20 trang A4"), or null. */
export function volumeOf(text: string): string | null {
  const match =
    /(?:không quá\s|tối đa\s|khoảng\s|từ\s)?\d{1,3}(?:\s?(?:-|–|đến)\s?\d{1,3})?\strang(?:\s(?:giấy\s)?A4)?/iu.exec(
      text,
    );
  return match === null ? null : foldSpace(match[0]);
}

const counted =
  'mô hình|điển hình|gương|tập thể|cá nhân|sản phẩm|đề tài|sáng kiến|báo cáo|tham luận|bài|tin bài|lớp|cuộc|hộ|nhà|doanh nghiệp|hợp tác xã|dự án|công trình|đơn vị|đồng chí|người|tác phẩm|chuyên đề|hội nghị';
const amount = new RegExp(
  `(?:(?:ít nhất|tối thiểu|không quá|tối đa|từ)\\s)?(?<![\\d/.,-])(?<!(?:lần|tháng|quý|ngày|năm|số|mục|điều|khoản|kỳ|phụ lục)\\s)\\d{1,3}(?:\\.\\d{3}){0,2}(?:\\s?[-–]\\s?\\d{1,4})?\\s(?:${counted})(?![\\p{L}])(?:\\s(?!của|cho|để|gửi|trong|trước|sau|xong|đến|vào|từ|tại|về|theo|và\\s(?:chỉ|gửi|báo)|đã|được|phát sinh|ngoài)[\\p{L}]{1,8}){0,6}(?:/[\\p{L}]{1,8}(?:\\s(?!của|để)[\\p{L}]{1,8})?){0,3}`,
  'iu',
);

/** Amount asked for ("03 mô hình mới", "ít nhất 04 điển hình/đơn vị/năm"), or null. */
export function quotaOf(text: string): string | null {
  const match = amount.exec(text);
  return match === null ? null : foldSpace(match[0]);
}

/** What is to be done: the passage without the deadline phrases and the signs they leave behind. */
export function actionOf(passage: string, cut: { start: number; end: number }[]): string {
  let text = passage;
  for (const { start, end } of [...cut].sort((a, b) => b.start - a.start))
    text = `${text.slice(0, Math.max(0, start))} ${text.slice(Math.max(0, end))}`;
  text = foldSpace(text.replace(/\*/g, ' '))
    .replace(
      /\(\s?(?:chủ trì|đơn vị|cơ quan|phối hợp|thời gian|thời hạn|tiến độ)[^():]{0,30}:[^()]{0,300}\)/giu,
      '',
    )
    .replace(/\([^()]{3,200}\s(?:chủ trì|thực hiện|chịu trách nhiệm)\s?[;,]?[^()]{0,60}\)/giu, '')
    .replace(
      /\(\s?(?:hoàn thành|xong|dự kiến|thời gian|thời hạn|thực hiện|trong|vào|đến|và|[;,:\s–-]){0,12}\s?\)/giu,
      '',
    )
    // "…; thời gian thực hiện: …; đơn vị thực hiện: …": labelled fields that are kept elsewhere.
    .replace(
      /(?:^|[;.])\s?(?:thời gian|thời hạn|tiến độ|đơn vị|cơ quan|chủ trì|phối hợp)(?:\s(?:thực hiện|hoàn thành|chủ trì|phối hợp)){0,2}\s?:[^;.]{0,200}(?=[;.]|$)/giu,
      '',
    )
    .replace(/\s+([,.;:)])/g, '$1')
    .replace(/,(?:\s?,)+/g, ',')
    // "… vào sáng (ngày 26/3) tại Quảng trường"
    .replace(/\svào\s(?:buổi\s)?(?:sáng|chiều|tối)(?=\s(?:tại|ở)\s|[,.;]|$)/giu, '')
    .replace(
      /^(?:(?:chủ trì|và|thì|đồng thời|phải|cần|sẽ|chịu trách nhiệm|có trách nhiệm)?[\s,.;:+–-]+)+/iu,
      '',
    )
    .replace(/[\s,.;:/+–-]+$/u, '')
    .replace(
      /(?:,\s|\s)(?:và hoàn thành|hoàn thành|xong|và|gửi về|vào (?:sáng|chiều|tối|ngày)|vào lúc|chậm nhất|thời gian|thời hạn|trong tuần|vào|bắt đầu|kể)$/iu,
      '',
    )
    .replace(/[\s,.;:/+–-]+$/u, '')
    .replace(/\s{2,}/g, ' ')
    .trim();
  if (text === '') return '';
  return shorten(text.charAt(0).toUpperCase() + text.slice(1), longestAction);
}
