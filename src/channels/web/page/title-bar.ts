/** The line above a conversation: whose it is, and in a group who speaks. */
import type { Me, RosterEntry, Session } from './api.js';
import { avatar, byId, h } from './dom.js';
import { capital, words } from './words.js';

export interface TitleBar {
  /** Nothing is open. */
  clear(mode: Session['mode'] | null): void;
  show(
    room: { id: string; isGroup: boolean; mode: Session['mode']; entry: RosterEntry | undefined },
    me: Me,
    members: RosterEntry[],
  ): void;
}

/** @param speakAs another member of the group was chosen to speak. */
export function createTitleBar(speakAs: (id: string) => void): TitleBar {
  const title = byId('title', HTMLElement);
  const detail = byId('detail', HTMLElement);
  const portrait = byId('portrait', HTMLElement);
  const speaks = byId('speaks', HTMLElement);
  const speaker = byId('speaker', HTMLSelectElement);
  speaker.addEventListener('change', () => speakAs(speaker.value));

  return {
    clear(mode) {
      title.textContent = mode === 'demo' ? words.chooseSomeone : words.linkedTitle;
      detail.textContent = '';
      portrait.replaceChildren();
      speaks.hidden = true;
      document.title = words.assistant;
    },
    show({ id, isGroup, mode, entry }, me, members) {
      const label = mode === 'demo' ? (entry?.label ?? me.name) : words.linkedTitle;
      title.textContent = label;
      detail.textContent = capital(detailOf(mode, entry, me));
      portrait.replaceChildren(avatar(id, label, isGroup));
      document.title = `${label} – ${words.assistant}`;
      speaks.hidden = !isGroup;
      speaker.replaceChildren(
        ...members.map((one) =>
          h(
            'option',
            { attributes: { value: one.id } },
            one.detail === '' ? one.label : `${one.label} – ${one.detail}`,
          ),
        ),
      );
      speaker.value = me.id;
    },
  };
}

function detailOf(mode: Session['mode'], entry: RosterEntry | undefined, me: Me): string {
  if (mode === 'demo') return entry?.detail ?? words.newcomerDetail;
  if (me.isNewcomer) return words.newcomerDetail;
  return me.detail === '' ? me.name : `${me.name} – ${me.detail}`;
}
