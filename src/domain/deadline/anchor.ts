/** How far the words go that name what a time is counted from: "ngày nhận được hồ sơ hợp lệ". */
import type { Stream } from './tokens.js';
import { isWord, phraseAt } from './words.js';

/** Longer than any name of an event; more would swallow the order that follows. */
const maxWords = 14;
const stops = [
  'thì',
  'phải',
  'để',
  'có trách nhiệm',
  'chịu trách nhiệm',
  'gửi',
  'và',
  'nhưng',
  'mà',
  'đồng thời',
  'tiến hành',
  'yêu cầu',
  'giao',
];
const heads = [
  'sở',
  'ban',
  'ubnd',
  'ủy ban',
  'uỷ ban',
  'các',
  'cơ quan',
  'đơn vị',
  'văn phòng',
  'cục',
  'chi cục',
  'phòng',
  'bộ',
  'hội',
  'thanh tra',
  'công an',
];
/** After these a unit belongs to the event ("báo cáo của Sở Y tế"), elsewhere it begins the order. */
const joints = ['của', 'với', 'từ', 'cho', 'do', 'tại', 'và', 'bởi', 'được', 'có', 'về', 'đến', 'gửi'];

/** Words after which "báo cáo" is a paper that is handed over. */
const taken = ['được', 'nhận', 'có', 'của', 'gửi', 'nộp', 'trình', 'xong', 'các', 'bản', 'ngày', 'về', 'với'];

/** The anchor that begins at `index`: words up to a mark, a line or a word of duty. Null when there are none. */
export function anchorAt(stream: Stream, index: number): { start: number; end: number } | null {
  let end = index;
  while (end < stream.tokens.length && end - index < maxWords) {
    const token = stream.tokens[end];
    if (token === undefined) break;
    if (token.kind === 'mark' && !(token.lower === '/' || token.lower === '-')) break;
    // Where a conjunction or an order begins; the first two words always belong to the event itself.
    const isHandover = isWord(stream, end, ['giao']) && isWord(stream, end - 1, ['bàn', 'chuyển', 'phân']);
    if (
      end > index &&
      !isHandover &&
      phraseAt(stream, end, stops) > 0 &&
      !(end - index < 2 && isWord(stream, end, ['gửi']))
    )
      break;
    // "… sau khi kết thúc chiến dịch báo cáo …": the report is the order, unless it is what is received.
    if (
      end - index >= 2 &&
      isWord(stream, end, ['báo']) &&
      isWord(stream, end + 1, ['cáo']) &&
      !isWord(stream, end - 1, taken)
    )
      break;
    // "… kể từ ngày ban hành Kế hoạch này hướng dẫn các phòng": the document is named, the order begins.
    if (end - index >= 2 && isWord(stream, end - 1, ['này'])) break;
    if (end - index >= 2 && isUnit(stream, end) && !isWord(stream, end - 1, joints)) break;
    end += 1;
  }
  return end > index ? { start: index, end } : null;
}

function isUnit(stream: Stream, index: number): boolean {
  const token = stream.tokens[index];
  if (token === undefined || phraseAt(stream, index, heads) < 0) return false;
  const letter = stream.text.charAt(token.start);
  return letter !== letter.toLowerCase() || isWord(stream, index, ['các']);
}
