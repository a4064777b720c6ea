/** What a Word style says that the reader needs: capitals, hiding, font, outline level, numbering; inheritance resolved. */
import { attribute, child, elements, isOn, numberAt, type XmlElement } from './docx-xml.js';

/** Numbering of a style or a paragraph; null where nothing is said. */
export interface NumberingReference {
  numId: string | null;
  level: number | null;
}

/** What a style gives the text under it; null where it says nothing. */
export interface Style {
  caps: boolean | null;
  isHidden: boolean | null;
  font: string | null;
  /** 0 for the highest heading, 9 for body text. */
  outlineLevel: number | null;
  numbering: NumberingReference;
  /** A line of a table of contents. */
  isContents: boolean;
}

interface OwnStyle extends Style {
  basedOn: string | null;
}

/** Longest chain of styles that is followed (Word itself stops at eleven); a longer one is a ring. */
const longestChain = 12;

const none: Style = {
  caps: null,
  isHidden: null,
  font: null,
  outlineLevel: null,
  numbering: { numId: null, level: null },
  isContents: false,
};

/** The styles of a document. */
export interface Styles {
  /** A paragraph style; without an id, the one of paragraphs that name none. */
  ofParagraph(id: string | null): Style;
  /** A character style; nothing without an id. */
  ofRun(id: string | null): Style;
}

/** Reads `word/styles.xml`; null when the document has none. */
export function stylesOf(root: XmlElement | null): Styles {
  const own = new Map<string, OwnStyle>();
  let usual: string | null = null;
  for (const style of root === null ? [] : elements(root)) {
    const id = attribute(style, 'styleId');
    if (style.name !== 'w:style' || id === null) continue;
    const isDefault = /^(?:1|true|on)$/.test(attribute(style, 'default') ?? '');
    if (isDefault && attribute(style, 'type') === 'paragraph') usual = id;
    own.set(id, ownStyle(style));
  }
  const defaults = child(child(child(root, 'w:docDefaults'), 'w:rPrDefault'), 'w:rPr');
  const base: Style = { ...none, caps: isOn(defaults, 'w:caps'), font: fontOf(defaults) };
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
      style = over(style, here);
      next = here.basedOn;
    }
    resolved.set(id, style);
    return style;
  };
  return {
    ofParagraph: (id) => over(of(id !== null && own.has(id) ? id : usual), base),
    ofRun: of,
  };
}

function ownStyle(style: XmlElement): OwnStyle {
  const paragraph = child(style, 'w:pPr');
  const run = child(style, 'w:rPr');
  const name = (attribute(child(style, 'w:name'), 'val') ?? '').toLowerCase();
  // Word knows its built-in headings by name; some writers leave their level out.
  const builtIn = /^heading ([1-9])$/.exec(name)?.[1];
  return {
    basedOn: attribute(child(style, 'w:basedOn'), 'val'),
    caps: isOn(run, 'w:caps'),
    isHidden: isOn(run, 'w:vanish'),
    font: fontOf(run),
    outlineLevel: numberAt(paragraph, 'w:outlineLvl') ?? (builtIn === undefined ? null : Number(builtIn) - 1),
    numbering: numberingOf(paragraph),
    isContents: /^(?:toc \d|toc heading|table of figures)$/.test(name),
  };
}

/** What `first` says, and `second` where it says nothing. */
function over(first: Style, second: Style): Style {
  return {
    caps: first.caps ?? second.caps,
    isHidden: first.isHidden ?? second.isHidden,
    font: first.font ?? second.font,
    outlineLevel: first.outlineLevel ?? second.outlineLevel,
    numbering: {
      numId: first.numbering.numId ?? second.numbering.numId,
      level: first.numbering.level ?? second.numbering.level,
    },
    isContents: first.isContents || second.isContents,
  };
}

/** The Latin font of run properties; Vietnamese is written with it. A font of the theme (never an old one) is ''. */
export function fontOf(run: XmlElement | null): string | null {
  const fonts = child(run, 'w:rFonts');
  if (fonts === null) return null;
  const theme = attribute(fonts, 'asciiTheme') ?? attribute(fonts, 'hAnsiTheme');
  // Letters above ASCII are drawn with hAnsi; the theme rules where both are named.
  return theme === null ? (attribute(fonts, 'hAnsi') ?? attribute(fonts, 'ascii')) : '';
}

/** The numbering of paragraph properties. */
export function numberingOf(paragraph: XmlElement | null): NumberingReference {
  const numbering = child(paragraph, 'w:numPr');
  return {
    numId: attribute(child(numbering, 'w:numId'), 'val'),
    level: numberAt(numbering, 'w:ilvl'),
  };
}
