/** The list of people and groups to choose from (demo): search, badges, the newcomer. */
import type { Me, RosterEntry } from './api.js';
import { avatar, byId, h } from './dom.js';
import { fold, words } from './words.js';

export interface Roster {
  draw(state: { entries: RosterEntry[]; me: Me | null; room: string | null; unread(id: string): number }): void;
  open(): void;
  close(): void;
}

export function createRoster(hooks: { choose(entry: RosterEntry): void; newcomer(fresh: boolean): void }): Roster {
  const panel = byId('roster', HTMLElement);
  const list = byId('people', HTMLElement);
  const search = byId('search', HTMLInputElement);
  const toggle = byId('toggle', HTMLButtonElement);
  const veil = byId('veil', HTMLElement);
  let state: Parameters<Roster['draw']>[0] = { entries: [], me: null, room: null, unread: () => 0 };

  function setOpen(isOpen: boolean): void {
    panel.classList.toggle('open', isOpen);
    veil.hidden = !isOpen;
    toggle.setAttribute('aria-expanded', String(isOpen));
  }
  toggle.addEventListener('click', () => setOpen(!panel.classList.contains('open')));
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
          attributes: { type: 'button', 'data-id': entry.id, ...(isCurrent ? { 'aria-current': 'true' } : {}) },
          on: { click: choose },
        },
        avatar(entry.id, entry.label, entry.kind === 'group'),
        h('span', { class: 'row-text' }, h('span', { class: 'row-label' }, entry.label), h('span', { class: 'row-detail' }, entry.detail)),
        options.isMe ? h('span', { class: 'speaking' }, 'đang chọn') : null,
        options.count > 0
          ? h('span', { class: 'badge', attributes: { 'aria-label': words.unread(options.count) } }, options.count > 99 ? '99+' : String(options.count))
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
        .map((entry) => row(entry, { isMe: entry.id === me?.id, count: state.unread(entry.id) }, () => hooks.choose(entry)));
    const isNewcomer = me?.isNewcomer === true;
    const newcomer = row(
      { id: me !== null && isNewcomer ? me.id : 'khach', label: words.newcomer, detail: words.newcomerHint, kind: 'person' },
      { isMe: isNewcomer, count: 0 },
      () => hooks.newcomer(false),
    );
    const another = h(
      'li',
      {},
      h('button', { class: 'row row-plain', attributes: { type: 'button' }, on: { click: () => hooks.newcomer(true) } }, words.anotherNewcomer),
    );
    list.replaceChildren(
      ...section(words.groups, rowsOf('group')),
      ...section(words.people, rowsOf('person')),
      ...(found.length === 0 && wanted !== '' ? [h('p', { class: 'nobody' }, words.nobodyFound)] : []),
      h('ul', { class: 'newcomers' }, newcomer, isNewcomer ? another : null),
    );
  }

  return {
    draw(next) {
      // Redrawing must not take the focus away from someone walking the list by keyboard.
      const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['id'] : undefined;
      state = next;
      draw();
      if (focused !== undefined) list.querySelector<HTMLElement>(`[data-id="${CSS.escape(focused)}"]`)?.focus();
    },
    open: () => setOpen(true),
    close: () => setOpen(false),
  };
}
