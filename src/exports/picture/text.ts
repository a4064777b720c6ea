/** Text in pictures: how wide it is, where it breaks, how it is written into SVG. */
import PdfKit from 'pdfkit';
import { type Weight, drawable, fontFiles } from './fonts.js';

export interface TextStyle {
  /** Height of the type in points of the picture. */
  size: number;
  weight: Weight;
}

/** The two programs that measure and that draw differ by less than this. */
const slack = 1.02;

let ruler: PDFKit.PDFDocument | undefined;

/** Width of one line in points of the picture, as it is drawn. */
export function widthOf(text: string, { size, weight }: TextStyle): number {
  ruler ??= new PdfKit({ autoFirstPage: false, font: fontFiles.regular });
  const line = drawable(text);
  return line === '' ? 0 : ruler.font(fontFiles[weight]).fontSize(size).widthOfString(line) * slack;
}

/**
 * Lines of at most `width`; a word wider than that is broken. Past `most` lines the last one ends with an ellipsis.
 * @returns at least one line; an empty text gives one empty line.
 */
export function wrap(
  text: string,
  width: number,
  style: TextStyle,
  most = Number.POSITIVE_INFINITY,
): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of drawable(text)
    .split(' ')
    .flatMap((one) => pieces(one, width, style))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || widthOf(longer, style) <= width) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
    // What is never shown need not be measured: texts are as long as their authors like.
    if (lines.length > most) break;
  }
  lines.push(line);
  if (lines.length <= most) return lines;
  const shown = lines.slice(0, most);
  shown[most - 1] = fit(`${shown[most - 1] ?? ''} ${lines[most] ?? ''}`, width, style);
  return shown;
}

/** One line of at most `width`; cut with an ellipsis where it is longer. */
export function fit(text: string, width: number, style: TextStyle): string {
  const line = drawable(text);
  if (widthOf(line, style) <= width) return line;
  // Every sign that is drawn is one unit of the string.
  const signs = line.split('');
  const count = longest(signs, (part) => widthOf(`${part}…`, style) <= width);
  const cut = signs.slice(0, count).join('');
  // At the end of a word, where the last one is not most of the line.
  const space = signs[count] === ' ' ? cut.length : cut.lastIndexOf(' ');
  return `${(space > cut.length * 0.6 ? cut.slice(0, space) : cut).replace(/[\s,;:.…-]+$/, '')}…`;
}

/** Text between tags or in an attribute. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A word as it is, or the parts of one that is wider than a line. */
function pieces(word: string, width: number, style: TextStyle): string[] {
  if (widthOf(word, style) <= width) return [word];
  const parts: string[] = [];
  // A word as long as a page is looked at no further than anybody would read.
  let rest = word.slice(0, 2_000).split('');
  while (rest.length > 0) {
    const count = Math.max(
      1,
      longest(rest, (part) => widthOf(part, style) <= width),
    );
    parts.push(rest.slice(0, count).join(''));
    rest = rest.slice(count);
  }
  return parts;
}

/** How many of the first signs still fit, found by halving. */
function longest(signs: readonly string[], doesFit: (part: string) => boolean): number {
  let [low, high] = [0, signs.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (doesFit(signs.slice(0, middle).join(''))) low = middle;
    else high = middle - 1;
  }
  return low;
}
