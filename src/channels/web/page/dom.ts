/** Small helpers to build the page. Text always enters as text nodes, never as markup. */

type Child = Node | string | null;

interface Properties {
  class?: string;
  attributes?: Record<string, string>;
  on?: Partial<{ [K in keyof HTMLElementEventMap]: (event: HTMLElementEventMap[K]) => void }>;
}

/** An element with class, attributes, listeners and children; null children are left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (properties.class !== undefined) element.className = properties.class;
  for (const [name, value] of Object.entries(properties.attributes ?? {})) element.setAttribute(name, value);
  for (const [name, listener] of Object.entries(properties.on ?? {})) {
    element.addEventListener(name, listener as EventListener);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** The element the page's own HTML promises under this id. */
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`page has no ${id}`);
  return element;
}

/** The work, done at most once per frame however often it is asked for. */
export function oncePerFrame(work: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      work();
    });
  };
}

const paths = {
  send: 'M3.4 20.4 21 12 3.4 3.6l-.01 6.53L15 12 3.39 13.87z',
  file: 'M6 2h8l6 6v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zm7 1.8V9h5.2z',
  down: 'M5 9.5 12 16.5 19 9.5 17.4 7.9 12 13.3 6.6 7.9z',
  close: 'M6.4 5 5 6.4l5.6 5.6L5 17.6 6.4 19l5.6-5.6 5.6 5.6 1.4-1.4-5.6-5.6L19 6.4 17.6 5 12 10.6z',
  reply: 'M10 8V4l-7 7 7 7v-4.1c5 0 8.5 1.6 11 5.1-1-5-4-10-11-11z',
  group:
    'M8 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm8 0a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM1 19c0-3 3.5-5 7-5s7 2 7 5v1H1zm16 1h6v-1c0-2.6-3-4.4-6-4.5 1.3 1.2 2 2.7 2 4.5z',
  retry: 'M12 5V1L7 6l5 5V7a5 5 0 1 1-5 5H5a7 7 0 1 0 7-7z',
} as const;

/** A decorative icon. */
export function icon(name: keyof typeof paths): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}

/** Letters for a round badge: of a Vietnamese name the last word matters most. */
export function initials(label: string): string {
  const parts = label.split(/\s+/).filter((part) => /^\p{L}/u.test(part));
  const last = parts.at(-1)?.charAt(0) ?? '?';
  const first = parts.length > 1 ? (parts[0]?.charAt(0) ?? '') : '';
  return (first + last).toLocaleUpperCase('vi');
}

/** A round badge whose colour depends on the id alone. */
export function avatar(id: string, label: string, isGroup: boolean): HTMLElement {
  let sum = 0;
  for (const letter of id) sum = (sum * 33 + letter.charCodeAt(0)) % 9973;
  const kind = isGroup ? 'avatar avatar-group' : 'avatar';
  const inside = isGroup ? icon('group') : initials(label);
  return h('span', { class: `${kind} hue-${sum % 6}`, attributes: { 'aria-hidden': 'true' } }, inside);
}

// A signed link is longer than anyone reads; its beginning says where it leads.
const longestLink = 60;

/** Text with its https links, and links to this very server, made pressable. */
export function linked(text: string): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"“”]+/g)) {
    const url = match[0].replace(/[.,;:!?)\]}…]+$/, '');
    const isOurs = URL.canParse(url) && new URL(url).origin === location.origin;
    if (!URL.canParse(url) || (!isOurs && !url.startsWith('https://'))) continue;
    nodes.push(document.createTextNode(text.slice(at, match.index)));
    const shown = url.length > longestLink ? `${url.slice(0, longestLink - 12)}…` : url;
    nodes.push(h('a', { attributes: { href: url, target: '_blank', rel: 'noopener noreferrer' } }, shown));
    at = match.index + url.length;
  }
  nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}
