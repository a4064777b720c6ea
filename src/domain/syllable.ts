/**
 * Whether letters can be a Vietnamese syllable: beginning, rime and tone by the rules of the orthography.
 * It knows no words and no meaning; it tells text from what a wrong encoding or a bad scan leaves behind.
 */

const onsets = 'ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x|';

/** Rimes without their tone, grouped by main vowel. */
const rimes = new Set(
  (
    'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây ' +
    'e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu ' +
    'i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yên yêm yêng yêt yêu ych ynh yt ' +
    'o oc oi om on ong oong ooc op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ' +
    'ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ơu ' +
    'u ua uc ui um un ung up ut uân uât uâng uây uê uêch uênh uên uơ uơn uôc uôi uôm uôn uông uôt uy uya uych uyn uynh uyt uyp uyu uyên uyêt ' +
    'ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu'
  ).split(' '),
);

const shape = new RegExp(`^(${onsets})([aăâeêioôơuưy][aăâeêioôơuưymnpthcg]*)$`);
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** Syllables are few and texts are long: what was decided once is kept, up to a bound. */
const known = new Map<string, boolean>();
const mostKnown = 20_000;

/** Whether `word` (one word, any case, NFC or NFD) is spelt like a Vietnamese syllable. */
export function isSyllable(word: string): boolean {
  if (word === '' || word.length > 14) return false;
  const lower = word.toLowerCase();
  let answer = known.get(lower);
  if (answer === undefined) {
    answer = decide(lower);
    if (known.size >= mostKnown) known.clear();
    known.set(lower, answer);
  }
  return answer;
}

function decide(word: string): boolean {
  const parts = word.normalize('NFD');
  const marks = parts.match(tones) ?? [];
  if (marks.length > 1) return false;
  const plain = parts.replace(tones, '').normalize('NFC');
  const tone = marks[0] ?? '';
  const match = shape.exec(plain);
  const fits = (rime: string): boolean =>
    rimes.has(rime) &&
    // Syllables closed by a stop carry the acute or the dot, no other tone.
    (!/(?:c|ch|p|t)$/.test(rime) || tone === '\u0301' || tone === '\u0323');
  if (match !== null && fits(match[2] ?? '') && agree(match[1] ?? '', match[2] ?? '')) return true;
  // "gì", "giếng", "giữa" against "giá": the i of "gi" may be the vowel itself.
  return plain.startsWith('gi') && fits(plain.slice(1));
}

/** "k", "gh", "ngh" stand before e, ê, i, y; "c", "ng" (and "g", but for "gi") before the other vowels. */
function agree(onset: string, rime: string): boolean {
  const front = /^[eêiy]/.test(rime);
  if (/^(?:k|gh|ngh)$/.test(onset)) return front;
  return !/^(?:c|g|ng)$/.test(onset) || !front;
}
