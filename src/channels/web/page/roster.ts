/** The list of people and groups to choose from (demo): search, badges, the newcomer; a drawer on phones. */
import type { Me, RosterEntry } from './api.js';
import { avatar, byId, h } from './dom.js';
import { capital, fold, words } from './words.js';

interface RosterState {
  entries: RosterEntry[];
  me: Me | null;
  /** Conversation that is open. */
  room: string | null;
  unread(entry: RosterEntry): number;
}

export interface Roster {
  draw(state: RosterState): void;
  open(): void;
  close(): void;
}

export function createRoster(hooks: {
  choose(entry: RosterEntry): void;
  newcomer(fresh: boolean): void;
}): Roster {
  const panel = byId('roster', HTMLElement);
  const list = byId('people', HTMLElement);
  const search = byId('search', HTMLInputElement);
  const toggle = byId('toggle', HTMLButtonElement);
  const veil = byId('veil', HTMLElement);
  const close = byId('close', HTMLButtonElement);
  const chat = byId('chat', HTMLElement);
  const waiting = byId('waiting', HTMLElement);
  let state: RosterState = { entries: [], me: null, room: null, unread: () => 0 };

  // Wide screens show the list beside the conversation; only as a drawer does it cover anything.
  function setOpen(isOpen: boolean): void {
    if (isOpen === panel.classList.contains('open')) return;
    panel.classList.toggle('open', isOpen);
    veil.hidden = !isOpen;
    chat.inert = isOpen;
    toggle.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) close.focus();
    else toggle.focus();
  }
  toggle.addEventListener('click', () => setOpen(true));
  close.addEventListener('click', () => setOpen(false));
  veil.addEventListener('click', () => setOpen(false));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') setOpen(false);
  });
  search.addEventListener('input', draw);

  function row(
    entry: { id: string; label: string; detail: string; kind: 'person' | 'group' },
    options: { isMe: boolean; count: number },
    choose: () => void,
  ): HTMLElement {
    const isCurrent = state.room === entry.id;
    return h(
      'li',
      {},
      h(
        'button',
        {
          class: `row${isCurrent ? ' current' : ''}`,
          attributes: {
            type: 'button',
            'data-id': entry.id,
            ...(isCurrent ? { 'aria-current': 'true' } : {}),
          },
          on: { click: choose },
        },
        avatar(entry.id, entry.label, entry.kind === 'group'),
        h(
          'span',
          { class: 'row-text' },
          h('span', { class: 'row-label' }, entry.label),
          h('span', { class: 'row-detail' }, capital(entry.detail)),
        ),
        options.isMe && !isCurrent ? h('span', { class: 'speaking' }, words.speaking) : null,
        options.count > 0
          ? h(
              'span',
              { class: 'badge', attributes: { 'aria-label': words.unread(options.count) } },
              options.count > 99 ? '99+' : String(options.count),
            )
          : null,
      ),
    );
  }

  function section(title: string, rows: HTMLElement[]): Node[] {
    return rows.length === 0 ? [] : [h('h2', {}, title), h('ul', {}, ...rows)];
  }

  function draw(): void {
    const { me, entries } = state;
    const wanted = fold(search.value.trim());
    const found = entries.filter((entry) => fold(`${entry.label} ${entry.detail}`).includes(wanted));
    const rowsOf = (kind: RosterEntry['kind']): HTMLElement[] =>
      found
        .filter((entry) => entry.kind === kind)
        .map((entry) =>
          row(entry, { isMe: entry.id === me?.id, count: state.unread(entry) }, () => hooks.choose(entry)),
        );
    list.replaceChildren(
      ...section(words.people, rowsOf('person')),
      ...section(words.groups, rowsOf('group')),
      ...(found.length === 0 ? [h('p', { class: 'nobody' }, words.nobodyFound)] : []),
      h('ul', { class: 'newcomers' }, ...newcomers()),
    );
    const elsewhere = entries.filter((entry) => entry.id !== state.room && state.unread(entry) > 0).length;
    waiting.hidden = elsewhere === 0;
    waiting.textContent = String(elsewhere);
    toggle.setAttribute('aria-label', elsewhere === 0 ? words.openList : words.openListUnread(elsewhere));
  }

  /** Someone not linked yet, to try a link code with. */
  function newcomers(): HTMLElement[] {
    const { me } = state;
    const isNewcomer = me?.isNewcomer === true;
    const id = isNewcomer ? me.id : 'khach';
    const newcomer = row(
      { id, label: words.newcomer, detail: words.newcomerHint, kind: 'person' },
      { isMe: isNewcomer, count: 0 },
      () => hooks.newcomer(false),
    );
    if (!isNewcomer) return [newcomer];
    const another = h(
      'button',
      { class: 'row row-plain', attributes: { type: 'button' }, on: { click: () => hooks.newcomer(true) } },
      words.anotherNewcomer,
    );
    return [newcomer, h('li', {}, another)];
  }

  return {
    draw(next) {
      // Redrawing must not take the focus away from someone walking the list by keyboard.
      const focused =
        document.activeElement instanceof HTMLElement ? document.activeElement.dataset['id'] : undefined;
      state = next;
      draw();
      if (focused !== undefined)
        list.querySelector<HTMLElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus();
    },
    open: () => setOpen(true),
    close: () => setOpen(false),
  };
}
