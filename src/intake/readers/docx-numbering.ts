/**
 * The numbers Word shows before paragraphs and keeps out of their text: "I.", "1.2.", "a)", "Điều 3.", bullets.
 * Source: ECMA-376 part 1, 17.9 (numbering), 17.9.24 (restart), 17.18.59 (formats).
 */
import type { NumberingReference } from './docx-styles.js';
import { attribute, child, elements, isOn, type XmlNode } from './docx-xml.js';

interface Level {
  start: number;
  format: string;
  /** "%1.%2." with the numbers of the levels above. */
  text: string;
  /** Level whose step restarts this one: 1-based; null for the one above; 0 for none. */
  restart: number | null;
  isLegal: boolean;
  style: string | null;
}

interface List {
  abstractId: string;
  levels: Map<number, Level>;
  /** Levels that begin anew with this list although others share its definition. */
  starts: Map<number, number>;
}

/** Gives each numbered paragraph its marker, in document order. */
export interface Numbering {
  /** The marker with its closing sign ("2.1."), a dash for a bullet, or null when the paragraph has none. */
  markerOf(reference: NumberingReference, styleId: string | null): string | null;
}

const deepest = 8;

/** Reads `word/numbering.xml`; null when the document has none. */
export function numberingFrom(root: XmlNode | null): Numbering {
  const abstracts = new Map<string, Map<number, Level>>();
  const linked = new Map<string, string>();
  const styleLinks = new Map<string, string>();
  const lists = new Map<string, List>();
  for (const node of root === null ? [] : elements(root)) {
    if (node.localName !== 'abstractNum') continue;
    const id = attribute(node, 'abstractNumId') ?? '';
    abstracts.set(id, levelsOf(node));
    const link = attribute(child(node, 'numStyleLink'), 'val');
    if (link !== null) linked.set(id, link);
    const style = attribute(child(node, 'styleLink'), 'val');
    if (style !== null) styleLinks.set(style, id);
  }
  for (const node of root === null ? [] : elements(root)) {
    if (node.localName !== 'num') continue;
    let abstractId = attribute(child(node, 'abstractNumId'), 'val') ?? '';
    abstractId = styleLinks.get(linked.get(abstractId) ?? '') ?? abstractId;
    const levels = new Map(abstracts.get(abstractId));
    const starts = new Map<number, number>();
    for (const override of elements(node).filter((one) => one.localName === 'lvlOverride')) {
      const at = Number(attribute(override, 'ilvl') ?? 0);
      const start = attribute(child(override, 'startOverride'), 'val');
      if (start !== null) starts.set(at, Number(start));
      const own = child(override, 'lvl');
      if (own !== null) levels.set(at, levelOf(own));
    }
    lists.set(attribute(node, 'numId') ?? '', { abstractId, levels, starts });
  }
  const counts = new Map<string, (number | undefined)[]>();
  const begun = new Set<string>();

  return {
    markerOf({ numId, level }, styleId) {
      const list = numId === null || numId === '0' ? undefined : lists.get(numId);
      if (list === undefined || numId === null) return null;
      const at = Math.min(level ?? levelOfStyle(list, styleId) ?? 0, deepest);
      const here = list.levels.get(at);
      if (here === undefined) return null;
      if (here.format === 'none' && here.text === '') return null;
      if (here.format === 'bullet') {
        const isInner = [...list.levels].some(([above, one]) => above < at && one.format === 'bullet');
        return bulletOf(here.text, isInner);
      }
      const numbers = counts.get(list.abstractId) ?? [];
      counts.set(list.abstractId, numbers);
      const first = list.starts.get(at);
      if (first !== undefined && !begun.has(`${numId}/${at}`)) {
        begun.add(`${numId}/${at}`);
        numbers[at] = first;
      } else {
        const before = numbers[at];
        numbers[at] = before === undefined ? here.start : before + 1;
      }
      for (let deeper = at + 1; deeper <= deepest; deeper += 1) {
        const restart = list.levels.get(deeper)?.restart ?? null;
        if (restart === null || (restart > 0 && restart > at)) numbers[deeper] = undefined;
      }
      return here.text.replace(/%([1-9])/g, (_, digit: string) => {
        const above = Number(digit) - 1;
        const shown = list.levels.get(above);
        const number = numbers[above] ?? shown?.start ?? 1;
        return formatted(number, here.isLegal && above !== at ? 'decimal' : (shown?.format ?? 'decimal'));
      });
    },
  };
}

function levelOfStyle(list: List, styleId: string | null): number | null {
  if (styleId === null) return null;
  for (const [at, level] of list.levels) if (level.style === styleId) return at;
  return null;
}

function levelsOf(node: XmlNode): Map<number, Level> {
  const levels = new Map<number, Level>();
  for (const one of elements(node))
    if (one.localName === 'lvl') levels.set(Number(attribute(one, 'ilvl') ?? 0), levelOf(one));
  return levels;
}

function levelOf(node: XmlNode): Level {
  const restart = attribute(child(node, 'lvlRestart'), 'val');
  return {
    start: Number(attribute(child(node, 'start'), 'val') ?? 1),
    format: attribute(child(node, 'numFmt'), 'val') ?? 'decimal',
    text: (attribute(child(node, 'lvlText'), 'val') ?? '').slice(0, 60),
    restart: restart === null ? null : Number(restart),
    isLegal: isOn(node, 'isLgl') === true,
    style: attribute(child(node, 'pStyle'), 'val'),
  };
}

/** Bullets are drawn with symbol fonts, whose letters mean nothing; points of points are told as offices tell them. */
function bulletOf(text: string, isInner: boolean): string {
  const sign = text.trim();
  if (sign === '+' || sign === '-' || sign === '–') return sign === '+' ? '+' : '-';
  return isInner ? '+' : '-';
}

const romans: readonly [number, string][] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(value: number): string {
  let rest = value;
  let text = '';
  for (const [amount, sign] of romans) {
    while (rest >= amount) {
      text += sign;
      rest -= amount;
    }
  }
  return text;
}

/** "a" to "z", then "aa", "bb" as Word counts on. */
function letter(value: number): string {
  return String.fromCodePoint(97 + ((value - 1) % 26)).repeat(Math.floor((value - 1) / 26) + 1);
}

/** A number as its format writes it. Values Word cannot show in letters or Roman come out in digits. */
function formatted(value: number, format: string): string {
  const isShown = Number.isInteger(value) && value >= 1 && value <= 3000;
  if (!isShown) return String(value);
  switch (format) {
    case 'upperRoman':
      return roman(value);
    case 'lowerRoman':
      return roman(value).toLowerCase();
    case 'upperLetter':
      return value > 260 ? String(value) : letter(value).toUpperCase();
    case 'lowerLetter':
      return value > 260 ? String(value) : letter(value);
    case 'decimalZero':
      return value < 10 ? `0${value}` : String(value);
    case 'none':
      return '';
    default:
      return String(value);
  }
}
