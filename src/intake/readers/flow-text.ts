/** The words of a flow as blocks hold them: signs nobody sees taken out, bullets and numbers before their words. */
import { foldSpace, normalize } from '../../domain/text.js';
import { markerOf } from '../marker.js';
import type { Flow, FlowParagraph } from './flow.js';

/** Signs without width or of direction; "\u00ad" is a hyphen only where a line breaks. */
const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A sign of a symbol font at the head of a line is a bullet drawn by hand, elsewhere a picture. */
const pictures = /[\ue000-\uf8ff]+/g;

/** Text of a reader as blocks hold it, line breaks and tabs kept. */
export function shown(text: string): string {
  return normalize(text.replace(unseen, ''))
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/^[\t ]*[\ue000-\uf8ff]+[\t ]*/gm, '- ')
    .replace(pictures, ' ');
}

/** The words of a paragraph behind its marker; '' when it has none. */
export function wordsOf(paragraph: FlowParagraph): string {
  const text = shown(paragraph.text);
  const { marker } = paragraph;
  if (marker === null || text.trim() === '') return text;
  // A bullet drawn before a number typed by hand is dropped: the number is what people cite.
  const isDoubled = /^[-+]$/.test(marker) && markerOf(foldSpace(text)) !== null;
  return isDoubled ? text : `${marker} ${text.replace(/^\s+/, '')}`;
}

/** Every line of a flow, cells and inner tables too: where marks of secrecy are looked for. */
export function linesOfFlow(flow: readonly Flow[]): string[] {
  return flow.flatMap((one) =>
    one.kind === 'paragraph'
      ? shown(one.text).split('\n')
      : one.rows.flatMap((row) => row.cells.flatMap((cell) => linesOfFlow(cell.content))),
  );
}
