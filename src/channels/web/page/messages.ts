/** The conversation on the screen: entries by day, then messages still on their way; follows the end. */
import type { Entry } from './api.js';
import { h } from './dom.js';
import { drawEntry, type EntryHooks } from './entry-view.js';
import type { Outgoing } from './outgoing.js';
import { createOutgoingView, type OutgoingHooks, type OutgoingView } from './outgoing-view.js';
import { capital, dateOf, weekdayDate, words } from './words.js';

export interface MessagesView {
  /** Starts over with another conversation. `myName` tells own messages in a group. */
  show(
    room: { isGroup: boolean; myName: string },
    entries: readonly Entry[],
    outgoing: readonly Outgoing[],
    hasMore: boolean,
  ): void;
  /** Adds one entry at the end. */
  append(entry: Entry): void;
  /** Adds older entries on top and keeps the place of what was in view. */
  prepend(entries: readonly Entry[], hasMore: boolean): void;
  /** Draws a message on its way, or brings it up to date. */
  outgoing(message: Outgoing): void;
  removeOutgoing(clientId: string): void;
}

export function createMessagesView(
  parts: { scroller: HTMLElement; log: HTMLElement; newer: HTMLButtonElement },
  hooks: EntryHooks & OutgoingHooks & { older(): void },
): MessagesView {
  const { scroller, log, newer } = parts;
  const onWay = new Map<string, OutgoingView>();
  const more = h(
    'button',
    { class: 'older', attributes: { type: 'button' }, on: { click: () => hooks.older() } },
    words.older,
  );
  let room = { isGroup: false, myName: '' };
  let lastDate = '';
  let lastAuthor = '';
  let isFollowing = true;

  function toEnd(): void {
    isFollowing = true;
    scroller.scrollTop = scroller.scrollHeight;
    newer.hidden = true;
  }
  newer.addEventListener('click', toEnd);
  let lastTop = 0;
  scroller.addEventListener('scroll', () => {
    const top = scroller.scrollTop;
    const isAtEnd = scroller.scrollHeight - top - scroller.clientHeight < 120;
    // Only a reader who goes up stops following; a picture that arrives pushes the end away by itself.
    if (isAtEnd) isFollowing = true;
    else if (top < lastTop) isFollowing = false;
    lastTop = top;
    if (isFollowing) newer.hidden = true;
  });
  // A keyboard or a growing draft takes room from below, a picture makes room within: the end stays in view.
  const follow = new ResizeObserver(() => {
    if (isFollowing) toEnd();
  });
  follow.observe(scroller);
  follow.observe(log);

  function isOwn(entry: Entry): boolean {
    return entry.fromPerson && (!room.isGroup || entry.author === room.myName);
  }

  /** The entry, with the day above it when it is the first of its day. */
  function drawn(entry: Entry): Node[] {
    const at = Date.parse(entry.at);
    const isNewDay = dateOf(at) !== lastDate;
    const isFirst = isNewDay || entry.author !== lastAuthor;
    lastDate = dateOf(at);
    lastAuthor = entry.author;
    const article = drawEntry(entry, { isOwn: isOwn(entry), isGroup: room.isGroup, isFirst }, hooks);
    return isNewDay
      ? [h('p', { class: 'day' }, h('span', {}, capital(weekdayDate(at)))), article]
      : [article];
  }

  function outgoing(message: Outgoing): void {
    const known = onWay.get(message.clientId);
    if (known !== undefined) {
      known.update();
      return;
    }
    const view = createOutgoingView(message, hooks);
    onWay.set(message.clientId, view);
    log.append(view.element);
    toEnd();
  }

  return {
    show(nextRoom, entries, waiting, hasMore) {
      room = nextRoom;
      lastDate = '';
      lastAuthor = '';
      onWay.clear();
      // A whole conversation read aloud at once helps nobody.
      log.setAttribute('aria-live', 'off');
      log.replaceChildren(more, ...entries.flatMap(drawn));
      more.hidden = !hasMore;
      for (const message of waiting) outgoing(message);
      toEnd();
      requestAnimationFrame(() => log.setAttribute('aria-live', 'polite'));
    },
    append(entry) {
      const nodes = drawn(entry);
      const firstOnWay = log.querySelector('.on-way');
      if (firstOnWay === null) log.append(...nodes);
      else firstOnWay.before(...nodes);
      if (isFollowing || isOwn(entry)) toEnd();
      else newer.hidden = false;
    },
    prepend(entries, hasMore) {
      const height = scroller.scrollHeight;
      const [dateBefore, authorBefore] = [lastDate, lastAuthor];
      lastDate = '';
      lastAuthor = '';
      more.after(...entries.flatMap(drawn));
      lastDate = dateBefore;
      lastAuthor = authorBefore;
      more.hidden = !hasMore;
      scroller.scrollTop += scroller.scrollHeight - height;
    },
    outgoing,
    removeOutgoing(clientId) {
      onWay.get(clientId)?.element.remove();
      onWay.delete(clientId);
    },
  };
}
