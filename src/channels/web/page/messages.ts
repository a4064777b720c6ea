/** Draws the conversation: entries of the transcript, then messages still on their way. */
import type { Entry, ShownFile } from './api.js';
import { avatar, h, icon, linked } from './dom.js';
import type { Outgoing } from './outgoing.js';
import { capital, dateOf, sizeOf, timeOf, weekdayDate, words } from './words.js';

export interface MessagesView {
  /** Starts over with another conversation. `myName` tells own messages in a group. */
  show(room: { id: string; isGroup: boolean; myName: string }, entries: Entry[], outgoing: Outgoing[]): void;
  /** Adds one entry at the end. */
  append(entry: Entry): void;
  /** Adds older entries on top and keeps the place of what was in view. */
  prepend(entries: Entry[], hasMore: boolean): void;
  /** Draws or redraws a message on its way. */
  outgoing(message: Outgoing): void;
  removeOutgoing(clientId: string): void;
  /** Shows or hides the button that asks for older entries. */
  setMore(hasMore: boolean): void;
}

export interface MessagesHooks {
  press(choice: { label: string; command: string }, entry: Entry): void;
  reply(entry: Entry): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
  older(): void;
  /** The same entry with fresh links, or null. */
  refresh(entry: Entry): Promise<Entry | null>;
}

// Links to files live long enough to be pressed at leisure, but not for ever.
const freshLinkMs = 5 * 60 * 1000;

export function createMessagesView(scroller: HTMLElement, log: HTMLElement, newer: HTMLButtonElement, hooks: MessagesHooks): MessagesView {
  let room = { id: '', isGroup: false, myName: '' };
  let lastDate = '';
  let lastAuthor = '';
  const onWay = new Map<string, HTMLElement>();
  const more = h('button', { class: 'older', attributes: { type: 'button' }, on: { click: () => hooks.older() } }, words.older);

  function isAtEnd(): boolean {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;
  }
  function toEnd(): void {
    scroller.scrollTop = scroller.scrollHeight;
    newer.hidden = true;
  }
  newer.addEventListener('click', toEnd);
  scroller.addEventListener('scroll', () => {
    if (isAtEnd()) newer.hidden = true;
  });

  function isOwn(entry: Entry): boolean {
    return entry.fromPerson && (!room.isGroup || entry.author === room.myName);
  }

  function picture(file: ShownFile, entry: Entry, pick: (fresh: Entry) => ShownFile | undefined): HTMLElement {
    const name = entry.message.heading ?? file.name;
    const image = h('img', { class: 'picture', attributes: { alt: words.pictureOf(name), src: `${file.url}?xem` } });
    let hasTried = false;
    const wasAtEnd = isAtEnd();
    image.addEventListener('load', () => {
      if (wasAtEnd) toEnd();
    });
    image.addEventListener('error', () => {
      if (hasTried) {
        image.replaceWith(h('p', { class: 'gone' }, words.pictureGone));
        return;
      }
      hasTried = true;
      void refresh();
    });
    async function refresh(): Promise<void> {
      const fresh = await hooks.refresh(entry);
      const again = fresh === null ? undefined : pick(fresh);
      image.src = again === undefined ? '' : `${again.url}?xem`;
    }
    return h(
      'a',
      { class: 'picture-link', attributes: { href: `${file.url}?xem`, target: '_blank', rel: 'noopener noreferrer' } },
      image,
    );
  }

  function fileCard(file: ShownFile, entry: Entry, index: number): HTMLElement {
    const drawnAt = Date.now();
    const dot = file.name.lastIndexOf('.');
    const kind = dot > 0 ? file.name.slice(dot + 1, dot + 6).toUpperCase() : '';
    const link = h(
      'a',
      {
        class: 'file',
        attributes: { href: file.url, download: file.name, 'aria-label': words.download(file.name, sizeOf(file.size)) },
      },
      h('span', { class: `file-kind kind-${kind.toLowerCase().replace(/[^a-z]/g, '')}`, attributes: { 'aria-hidden': 'true' } }, kind || '···'),
      h('span', { class: 'file-name' }, file.name),
      h('span', { class: 'file-size' }, sizeOf(file.size)),
    );
    link.addEventListener('click', (event) => {
      if (Date.now() - drawnAt < freshLinkMs) return;
      event.preventDefault();
      void download();
    });
    async function download(): Promise<void> {
      const fresh = await hooks.refresh(entry);
      location.assign(fresh?.message.files?.[index]?.url ?? file.url);
    }
    return h('li', {}, file.isPicture ? picture(file, entry, (fresh) => fresh.message.files?.[index]) : null, link);
  }

  function choices(entry: Entry): HTMLElement | null {
    const offered = entry.message.choices ?? [];
    if (offered.length === 0) return null;
    const row = h('div', { class: 'choices' });
    for (const choice of offered) {
      const button = h('button', { class: 'choice', attributes: { type: 'button' } }, choice.label);
      button.addEventListener('click', () => {
        for (const other of row.children) other.classList.remove('pressed');
        button.classList.add('pressed');
        hooks.press(choice, entry);
      });
      row.append(button);
    }
    return row;
  }

  function draw(entry: Entry): HTMLElement {
    const { message } = entry;
    const at = Date.parse(entry.at);
    const own = isOwn(entry);
    const isFirst = entry.author !== lastAuthor;
    lastAuthor = entry.author;
    const files = message.files ?? [];
    return h(
      'article',
      { class: `message ${own ? 'own' : entry.fromPerson ? 'other' : 'ours'}${isFirst ? ' first' : ''}` },
      own || !isFirst ? null : h('p', { class: 'author' }, entry.fromPerson ? avatar(entry.author, entry.author, false) : null, entry.author),
      h(
        'div',
        { class: 'bubble' },
        message.heading === undefined ? null : h('p', { class: 'heading' }, message.heading),
        message.picture === undefined ? null : picture(message.picture, entry, (fresh) => fresh.message.picture),
        message.text === '' ? null : h('p', { class: 'text' }, ...linked(message.text)),
        files.length === 0 ? null : h('ul', { class: 'files' }, ...files.map((file, index) => fileCard(file, entry, index))),
        h(
          'p',
          { class: 'meta' },
          room.isGroup && !entry.fromPerson
            ? h('button', { class: 'reply', attributes: { type: 'button' }, on: { click: () => hooks.reply(entry) } }, icon('reply'), words.reply)
            : null,
          h('time', { attributes: { datetime: entry.at, title: `${timeOf(at)}, ${weekdayDate(at)}` } }, timeOf(at)),
        ),
      ),
      choices(entry),
    );
  }

  function withDay(entry: Entry): Node[] {
    const at = Date.parse(entry.at);
    const date = dateOf(at);
    if (date === lastDate) return [draw(entry)];
    lastDate = date;
    lastAuthor = '';
    return [h('p', { class: 'day' }, h('span', {}, capital(weekdayDate(at)))), draw(entry)];
  }

  function note(message: Outgoing): HTMLElement {
    if (message.state === 'sending') {
      const isUpload = message.files.length > 0;
      return h('p', { class: 'note' }, isUpload ? words.uploading(message.percent) : words.justNow);
    }
    if (message.state === 'sent') return h('p', { class: 'note' }, words.sent);
    const label = message.state === 'waiting' ? words.notSent : words.refused(message.reason || words.fault);
    return h(
      'p',
      { class: 'note failed' },
      h('button', { class: 'retry', attributes: { type: 'button' }, on: { click: () => hooks.retry(message.clientId) } }, icon('retry'), label),
      h(
        'button',
        { class: 'discard', attributes: { type: 'button', 'aria-label': words.discard, title: words.discard }, on: { click: () => hooks.discard(message.clientId) } },
        icon('close'),
      ),
    );
  }

  function drawOutgoing(message: Outgoing): HTMLElement {
    const bar = h('progress', { attributes: { max: '100', value: String(message.percent) } });
    const files = message.files.map((file) =>
      h('li', { class: 'file' }, h('span', { class: 'file-kind' }, icon('file')), h('span', { class: 'file-name' }, file.name), h('span', { class: 'file-size' }, sizeOf(file.size))),
    );
    return h(
      'article',
      { class: 'message own on-way', attributes: { 'data-client-id': message.clientId } },
      h(
        'div',
        { class: 'bubble' },
        message.text === '' ? null : h('p', { class: 'text' }, message.text),
        files.length === 0 ? null : h('ul', { class: 'files' }, ...files),
        files.length === 0 || message.state !== 'sending' ? null : bar,
      ),
      note(message),
    );
  }

  function outgoing(message: Outgoing): void {
    const wasAtEnd = isAtEnd();
    const before = onWay.get(message.clientId);
    const now = drawOutgoing(message);
    onWay.set(message.clientId, now);
    if (before === undefined) log.append(now);
    else before.replaceWith(now);
    if (before === undefined || wasAtEnd) toEnd();
  }

  return {
    show(nextRoom, entries, waiting) {
      room = nextRoom;
      lastDate = '';
      lastAuthor = '';
      onWay.clear();
      // A whole conversation read aloud at once helps nobody.
      log.setAttribute('aria-live', 'off');
      log.replaceChildren(more, ...entries.flatMap(withDay));
      for (const message of waiting) outgoing(message);
      toEnd();
      requestAnimationFrame(() => {
        toEnd();
        log.setAttribute('aria-live', 'polite');
      });
    },
    append(entry) {
      const wasAtEnd = isAtEnd();
      const nodes = withDay(entry);
      const firstOnWay = log.querySelector('.on-way');
      if (firstOnWay === null) log.append(...nodes);
      else firstOnWay.before(...nodes);
      if (wasAtEnd || isOwn(entry)) toEnd();
      else newer.hidden = false;
    },
    prepend(entries, hasMore) {
      const height = scroller.scrollHeight;
      const [dateBefore, authorBefore] = [lastDate, lastAuthor];
      lastDate = '';
      lastAuthor = '';
      more.after(...entries.flatMap(withDay));
      lastDate = dateBefore;
      lastAuthor = authorBefore;
      more.hidden = !hasMore;
      scroller.scrollTop += scroller.scrollHeight - height;
    },
    outgoing,
    removeOutgoing(clientId) {
      onWay.get(clientId)?.remove();
      onWay.delete(clientId);
    },
    setMore(hasMore) {
      more.hidden = !hasMore;
    },
  };
}
