/** Draws one message of the transcript: author, heading, picture, text, files, choices, time. */
import type { Choice, Entry, ShownFile } from './api.js';
import { avatar, h, icon, linked } from './dom.js';
import { sizeOf, timeOf, weekdayDate, words } from './words.js';

export interface EntryHooks {
  press(choice: Choice): void;
  reply(entry: Entry): void;
  /** The same entry with fresh links, or null: links to files live long, but not for ever. */
  refresh(entry: Entry): Promise<Entry | null>;
  tell(text: string): void;
}

// Longer labels stand one under the other, as a list; in a row they would break into a ragged block.
const longLabel = 26;

/** Where a message stands: whose it is to the reader, and whether its author is named above it. */
export interface EntryPlace {
  isOwn: boolean;
  isGroup: boolean;
  isFirst: boolean;
}

/** The message as an article. */
export function drawEntry(entry: Entry, place: EntryPlace, hooks: EntryHooks): HTMLElement {
  const { message } = entry;
  const files = message.files ?? [];
  const side = place.isOwn ? 'own' : entry.fromPerson ? 'other' : 'ours';
  return h(
    'article',
    { class: `message ${side}${place.isFirst ? ' first' : ''}` },
    place.isOwn || !place.isFirst ? null : author(entry),
    h(
      'div',
      { class: 'bubble' },
      message.heading === undefined ? null : h('p', { class: 'heading' }, message.heading),
      message.picture === undefined ? null : picture(message.picture, entry, hooks),
      message.text === '' ? null : h('p', { class: 'text' }, ...linked(message.text)),
      files.length === 0
        ? null
        : h('ul', { class: 'files' }, ...files.map((file, index) => fileCard(file, index, entry, hooks))),
      footer(entry, place, hooks),
    ),
    choices(entry, hooks),
  );
}

function author(entry: Entry): HTMLElement {
  const portrait = entry.fromPerson ? avatar(entry.author, entry.author, false) : null;
  return h('p', { class: 'author' }, portrait, entry.author);
}

function footer(entry: Entry, place: EntryPlace, hooks: EntryHooks): HTMLElement {
  const at = Date.parse(entry.at);
  const canAnswer = place.isGroup && !entry.fromPerson;
  return h(
    'p',
    { class: 'meta' },
    canAnswer
      ? h(
          'button',
          { class: 'reply', attributes: { type: 'button' }, on: { click: () => hooks.reply(entry) } },
          icon('reply'),
          words.reply,
        )
      : null,
    h('time', { attributes: { datetime: entry.at, title: `${timeOf(at)}, ${weekdayDate(at)}` } }, timeOf(at)),
  );
}

function choices(entry: Entry, hooks: EntryHooks): HTMLElement | null {
  const offered = entry.message.choices ?? [];
  if (offered.length === 0) return null;
  const isLong = offered.some((choice) => choice.label.length > longLabel);
  const row = h('div', { class: isLong ? 'choices long' : 'choices' });
  for (const choice of offered) {
    const button = h(
      'button',
      { class: 'choice', attributes: { type: 'button', title: choice.label } },
      choice.label,
    );
    button.addEventListener('click', () => {
      for (const other of row.children) other.classList.remove('pressed');
      button.classList.add('pressed');
      hooks.press(choice);
    });
    row.append(button);
  }
  return row;
}

function picture(file: ShownFile, entry: Entry, hooks: EntryHooks): HTMLElement {
  const name = entry.message.heading ?? file.name;
  const image = h('img', { class: 'picture', attributes: { alt: words.pictureOf(name), src: file.url } });
  const link = h(
    'a',
    { class: 'picture-link', attributes: { href: file.url, target: '_blank', rel: 'noopener noreferrer' } },
    image,
  );
  let hasTried = false;
  image.addEventListener('error', () => {
    if (hasTried) link.replaceWith(h('p', { class: 'gone' }, words.pictureGone));
    else void retry();
  });
  async function retry(): Promise<void> {
    hasTried = true;
    const fresh = (await hooks.refresh(entry))?.message.picture?.url ?? file.url;
    link.href = fresh;
    image.src = fresh;
  }
  return link;
}

function fileCard(file: ShownFile, index: number, entry: Entry, hooks: EntryHooks): HTMLElement {
  const link = h(
    'a',
    {
      class: 'file',
      attributes: {
        href: file.url,
        download: file.name,
        'aria-label': words.download(file.name, sizeOf(file.size)),
      },
    },
    ...fileParts(file.name, file.size),
  );
  link.addEventListener('click', (event) => {
    event.preventDefault();
    void download();
  });
  async function download(): Promise<void> {
    const url = (await hooks.refresh(entry))?.message.files?.[index]?.url;
    if (url === undefined) hooks.tell(words.fault);
    else h('a', { attributes: { href: url, download: file.name } }).click();
  }
  return h('li', {}, link);
}

/** Kind, name and size of a file, as cards show it. */
export function fileParts(name: string, size: number): HTMLElement[] {
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? name.slice(dot + 1, dot + 6).toUpperCase() : '';
  const colour = `kind-${ending.toLowerCase().replace(/[^a-z]/g, '')}`;
  return [
    h(
      'span',
      { class: `file-kind ${colour}`, attributes: { 'aria-hidden': 'true' } },
      ending || icon('file'),
    ),
    h('span', { class: 'file-name' }, name),
    h('span', { class: 'file-size' }, sizeOf(size)),
  ];
}
