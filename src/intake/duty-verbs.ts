/**
 * Verbs of duty in a passage: whether it has one, whether it opens with one. Language only; which dates they govern is
 * `duty.ts`.
 */
import { verbPairs } from '../domain/unit-lexicon.js';
import { wordsOf } from '../domain/unit-mention.js';

const weakVerbs = new Set([
  'chu dong',
  'kip thoi',
  'thuong xuyen',
  'dinh ky',
  'khan truong',
  'nghiem tuc',
  'truc tiep',
  'tich cuc',
  'tap trung',
  'tiep tuc',
  'quan tam',
  'can cu',
  'cu the',
  'dau tu',
  'quan ly',
]);
const singleVerbs = new Set(
  [
    'gửi',
    'lập',
    'trình',
    'nộp',
    'họp',
    'giao',
    'ký',
    'chọn',
    'gieo',
    'cấy',
    'trồng',
    'phun',
    'tiêm',
    'đăng',
    'nhận',
    'chấm',
    'viết',
    'treo',
    'mua',
    'nhập',
  ].map((verb) => verb.normalize('NFC')),
);
const adverbs =
  /^(?:(?:phải|cần|sẽ|và|thì|luôn|đều|nên|hãy|chủ động|kịp thời|thường xuyên|định kỳ|khẩn trương|nghiêm túc|trực tiếp|tích cực|tập trung|tiếp tục|có trách nhiệm|chịu trách nhiệm|đồng thời|chỉ đạo|hoàn thành việc|thực hiện việc|tiến hành|có nhiệm vụ|phải có|căn cứ[^,]{0,160},)[\s,]{0,3}){1,6}/iu;

/** The passage asked about last: a clause is asked about once for each of its dates. */
let asked: { text: string; answer: boolean } = { text: '', answer: false };

/** Whether a passage contains a verb of duty anywhere. */
export function hasDutyVerb(text: string): boolean {
  if (asked.text !== text) asked = { text, answer: containsDutyVerb(text) };
  return asked.answer;
}

function containsDutyVerb(text: string): boolean {
  const words = wordsOf(text);
  return words.list.some((word, index) => {
    if (singleVerbs.has(word.lower)) return true;
    const next = words.list[index + 1];
    if (next === undefined) return false;
    const pair = `${word.folded} ${next.folded}`;
    return verbPairs.has(pair) && !weakVerbs.has(pair);
  });
}

/** Whether a passage opens with a verb of duty, adverbs set aside. */
export function opensWithDuty(passage: string): boolean {
  const text = passage.replace(/^[\s,:;*"“+\-–]{1,6}/u, '');
  const rest = text.replace(adverbs, '');
  if (/^có (?:kế hoạch|báo cáo|văn bản|phương án|giải pháp|nội dung|hình thức)/iu.test(rest)) return true;
  const words = wordsOf(rest.slice(0, 80)).list;
  const [one, two] = words;
  if (one === undefined) return false;
  if (singleVerbs.has(one.lower)) return true;
  if (two === undefined) return false;
  const pair = `${one.folded} ${two.folded}`;
  if (verbPairs.has(pair) && !weakVerbs.has(pair)) return true;
  return rest !== text && verbPairs.has(pair);
}
