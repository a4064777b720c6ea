/** What a Word style says that the reader needs: capitals, font, outline level, numbering; inheritance resolved. */
import { attribute, child, elements, isOn, type XmlNode } from './docx-xml.js';

/** Numbering of a style or a paragraph; null where nothing is said. */
export interface NumberingReference {
  numId: string | null;
  level: number | null;
}

/** What a style gives the text under it. */
export interface Style {
  caps: boolean | null;
  font: string | null;
  /** 0 for the highest heading; null for body text. */
  outlineLevel: number | null;
  numbering: NumberingReference;
}

interface OwnStyle extends Style {
  basedOn: string | null;
}

/** Longest chain of styles that is followed; a longer one is a ring. */
const longestChain = 12;

const none: Style = { caps: null, font: null, outlineLevel: null, numbering: { numId: null, level: null } };

/** The styles of a document by their id. */
export interface Styles {
  of(id: string | null): Style;
  /** Paragraph styles with an outline level. */
  headings(): { id: string; level: number }[];
}

/** Reads `word/styles.xml`; null when the document has none. */
export function stylesOf(root: XmlNode | null): Styles {
  const own = new Map<string, OwnStyle>();
  for (const style of root === null ? [] : elements(root)) {
    const id = attribute(style, 'styleId');
    if (style.localName !== 'style' || id === null) continue;
    const paragraph = child(style, 'pPr');
    const run = child(style, 'rPr');
    own.set(id, {
      basedOn: attribute(child(style, 'basedOn'), 'val'),
      caps: isOn(run, 'caps'),
      font: fontOf(run),
      outlineLevel: numberOf(attribute(child(paragraph, 'outlineLvl'), 'val')),
      numbering: numberingOf(paragraph),
    });
  }
  const resolved = new Map<string, Style>();
  const of = (id: string | null): Style => {
    if (id === null) return none;
    const known = resolved.get(id);
    if (known !== undefined) return known;
    let style = none;
    let next: string | null = id;
    for (let step = 0; next !== null && step < longestChain; step += 1) {
      const here: OwnStyle | undefined = own.get(next);
      if (here === undefined) break;
      style = {
        caps: style.caps ?? here.caps,
        font: style.font ?? here.font,
        outlineLevel: style.outlineLevel ?? here.outlineLevel,
        numbering: {
          numId: style.numbering.numId ?? here.numbering.numId,
          level: style.numbering.level ?? here.numbering.level,
        },
      };
      next = here.basedOn;
    }
    resolved.set(id, style);
    return style;
  };
  return {
    of,
    headings: () =>
      [...own.keys()].flatMap((id) => {
        const level = of(id).outlineLevel;
        return level === null || level > 5 ? [] : [{ id, level }];
      }),
  };
}

/** The Latin font of run properties; Vietnamese is written with it. */
export function fontOf(run: XmlNode | null): string | null {
  const fonts = child(run, 'rFonts');
  return attribute(fonts, 'ascii') ?? attribute(fonts, 'hAnsi');
}

/** The numbering of paragraph properties. */
export function numberingOf(paragraph: XmlNode | null): NumberingReference {
  const numbering = child(paragraph, 'numPr');
  return {
    numId: attribute(child(numbering, 'numId'), 'val'),
    level: numberOf(attribute(child(numbering, 'ilvl'), 'val')),
  };
}

function numberOf(text: string | null): number | null {
  return text !== null && /^\d{1,3}$/.test(text) ? Number(text) : null;
}
