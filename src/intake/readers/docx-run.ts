/**
 * The inside of a Word paragraph → its text as the page shows it: tracked changes accepted, results of fields, capitals made
 * by formatting, fonts of before Unicode converted, hidden runs left out; text boxes and notes handed to whoever asks.
 */
import { fontOf, type Style, type Styles } from './docx-styles.js';
import { attribute, child, elements, isOn, textIn, type XmlElement } from './docx-xml.js';
import { convertedFrom, hasUnicodeOnly, type OldFont, oldFont } from './font-words.js';

/** What stands in a paragraph. */
export interface Inside {
  /** Line breaks as "\n", tabs as "\t". */
  text: string;
  /** Contents of text boxes anchored before the first word of the paragraph, and after it. */
  boxesBefore: XmlElement[];
  boxesAfter: XmlElement[];
  /** Notes referred to ("footnote 3"), in order. */
  notes: string[];
}

/** Fields whose result is a number of the page it stands on. */
const pageFields = /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b/i;

const symbolFonts = /^(?:symbol|wingdings|webdings)/i;

/** The sign a reader of text takes for "some picture": what Word itself writes for letters of symbol fonts. */
const picture = '\uf0b7';

/** Signs Word keeps as elements. */
const signs: ReadonlyMap<string, string> = new Map([
  ['w:tab', '\t'],
  ['w:ptab', '\t'],
  ['w:br', '\n'],
  ['w:cr', '\n'],
  ['w:noBreakHyphen', '-'],
]);

/** Words in one way of writing. */
interface Piece {
  text: string;
  font: OldFont | null;
  caps: boolean;
}

/**
 * Reads a paragraph.
 * @param everything also what Word hides (for marks of secrecy, which hiding does not lift).
 */
export function insideOf(paragraph: XmlElement, style: Style, styles: Styles, everything: boolean): Inside {
  const inside: Inside = { text: '', boxesBefore: [], boxesAfter: [], notes: [] };
  const pieces: Piece[] = [];
  // Fields never closed must not swallow the document, so that they are counted within one paragraph.
  const fields: { code: string; isResult: boolean }[] = [];
  let hasWords = false;

  const isSilent = (): boolean =>
    fields.some((field) => !field.isResult || (!everything && pageFields.test(field.code)));
  const say = (text: string, font: Piece['font'], caps: boolean): void => {
    if (text === '' || isSilent()) return;
    if (/\S/.test(text)) hasWords = true;
    const last = pieces.at(-1);
    // A letter and its mark may stand in two runs; they are converted together.
    if (last?.font === font && last.caps === caps) last.text += text;
    else pieces.push({ text, font, caps });
  };

  const run = (node: XmlElement): void => {
    const properties = child(node, 'w:rPr');
    const own = styles.ofRun(attribute(child(properties, 'w:rStyle'), 'val'));
    const isHidden = isOn(properties, 'w:vanish') ?? own.isHidden ?? style.isHidden ?? false;
    const caps = isOn(properties, 'w:caps') ?? own.caps ?? style.caps ?? false;
    const name = fontOf(properties) ?? own.font ?? style.font ?? '';
    const font = oldFont(name);
    // Struck out by hand is struck out: a draft sent round before changes were tracked.
    const isStruck = isOn(properties, 'w:strike') === true || isOn(properties, 'w:dstrike') === true;
    const isShown = everything || !(isHidden || isStruck);
    const content = (nodes: readonly XmlElement[]): void => {
      for (const one of nodes) {
        const sign = signs.get(one.name);
        if (sign !== undefined && isShown) say(sign, font, caps);
        switch (one.name) {
          case 'w:fldChar':
            field(attribute(one, 'fldCharType'));
            break;
          case 'w:instrText': {
            const last = fields.at(-1);
            if (last !== undefined && !last.isResult) last.code += textIn(one);
            break;
          }
          case 'w:t':
          case 'm:t': {
            const text = textIn(one);
            const isPicture = text.length <= 2 && symbolFonts.test(name);
            if (isShown) say(isPicture ? picture : text, font, caps);
            break;
          }
          case 'w:sym': {
            if (isShown) say(symbolOf(one), font, caps);
            break;
          }
          case 'w:footnoteReference':
          case 'w:endnoteReference':
            if (isShown) inside.notes.push(`${one.name.slice(2, -9)} ${attribute(one, 'id') ?? ''}`);
            break;
          case 'mc:AlternateContent':
            // Beside a sign of a newer Word stands the one an older shows.
            if (boxesIn(one).length === 0) content(elements(child(one, 'mc:Fallback') ?? chosen(one) ?? one));
            else if (isShown) other(one);
            break;
          default:
            if (isShown) other(one);
        }
      }
    };
    content(elements(node));
  };

  const field = (type: string | null): void => {
    if (type === 'begin') fields.push({ code: '', isResult: false });
    else if (type === 'end') fields.pop();
    else {
      const last = fields.at(-1);
      if (last !== undefined) last.isResult = true;
    }
  };

  const other = (node: XmlElement): void => {
    switch (node.name) {
      case 'w:r':
      case 'm:r':
        run(node);
        return;
      case 'w:del':
      case 'w:moveFrom':
      case 'w:pPr':
      case 'w:rPr':
      case 'w:rt':
      case 'w:object':
        return;
      case 'w:fldSimple':
        fields.push({ code: attribute(node, 'instr') ?? '', isResult: true });
        within(node);
        fields.pop();
        return;
      case 'w:sdt':
        if (everything || isOn(child(node, 'w:sdtPr'), 'w:showingPlcHdr') !== true)
          within(child(node, 'w:sdtContent'));
        return;
      case 'w:drawing':
      case 'w:pict':
      case 'mc:AlternateContent': {
        const boxes = boxesIn(node);
        (hasWords ? inside.boxesAfter : inside.boxesBefore).push(...boxes);
        if (boxes.length === 0 && node.name === 'mc:AlternateContent') within(chosen(node));
        return;
      }
      default:
        within(node);
    }
  };
  const within = (node: XmlElement | null): void => {
    for (const one of node === null ? [] : elements(node)) other(one);
  };

  within(paragraph);
  const isUnicode = pieces.some((piece) => piece.font !== null && hasUnicodeOnly(piece.text));
  inside.text = pieces
    .map(({ text, font, caps }) => {
      const words = isUnicode ? text : convertedFrom(text, font);
      return caps ? words.toUpperCase() : words;
    })
    .join('');
  return inside;
}

/** A letter by its number in a symbol font; only other fonts give letters that can be read. */
function symbolOf(node: XmlElement): string {
  const code = Number.parseInt(attribute(node, 'char') ?? '', 16);
  const isLetter = code > 0x20 && code < 0xe000 && !symbolFonts.test(attribute(node, 'font') ?? '');
  return isLetter ? String.fromCodePoint(code) : picture;
}

/** Of two ways of saying one thing, the newer. */
export function chosen(alternative: XmlElement): XmlElement | null {
  return child(alternative, 'mc:Choice') ?? child(alternative, 'mc:Fallback');
}

/** Contents of the text boxes below a node, each once although newer and older drawings both hold it; inner ones left to theirs. */
function boxesIn(node: XmlElement): XmlElement[] {
  if (node.name === 'w:txbxContent') return [node];
  if (node.name !== 'mc:AlternateContent') return elements(node).flatMap(boxesIn);
  const choices = elements(node).filter((one) => one.name === 'mc:Choice');
  for (const way of [...choices, child(node, 'mc:Fallback')]) {
    const boxes = way === null ? [] : boxesIn(way);
    if (boxes.length > 0) return boxes;
  }
  return [];
}
