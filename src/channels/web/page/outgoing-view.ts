/** Draws a message on its way: what it says, how far it is, and what can be done when it did not go out. */
import { h, icon } from './dom.js';
import { fileParts } from './entry-view.js';
import type { Outgoing } from './outgoing.js';
import { words } from './words.js';

export interface OutgoingHooks {
  retry(clientId: string): void;
  discard(clientId: string): void;
}

export interface OutgoingView {
  element: HTMLElement;
  /** Brings state and progress up to date; the rest never changes. */
  update(): void;
}

export function createOutgoingView(message: Outgoing, hooks: OutgoingHooks): OutgoingView {
  const { files } = message;
  const bar = h('progress', { attributes: { max: '100' } });
  // Read aloud once by the log, not again with every per cent.
  const note = h('p', { class: 'note', attributes: { 'aria-live': 'off' } });
  const element = h(
    'article',
    { class: 'message own on-way', attributes: { 'data-client-id': message.clientId } },
    h(
      'div',
      { class: 'bubble' },
      message.text === '' ? null : h('p', { class: 'text' }, message.text),
      files.length === 0
        ? null
        : h(
            'ul',
            { class: 'files' },
            ...files.map((file) => h('li', { class: 'file' }, ...fileParts(file.name, file.size))),
          ),
      files.length === 0 ? null : bar,
    ),
    note,
  );

  function dropButton(): HTMLElement {
    return h(
      'button',
      {
        class: 'discard',
        attributes: { type: 'button', 'aria-label': words.discard, title: words.discard },
        on: { click: () => hooks.discard(message.clientId) },
      },
      icon('close'),
    );
  }

  function failed(label: string): HTMLElement[] {
    const retry = h(
      'button',
      {
        class: 'retry',
        attributes: { type: 'button' },
        on: { click: () => hooks.retry(message.clientId) },
      },
      icon('retry'),
      label,
    );
    return [retry, dropButton()];
  }

  function noteParts(): (HTMLElement | string)[] {
    switch (message.state) {
      case 'sending':
        return [files.length > 0 ? words.uploading(message.percent) : words.sending];
      case 'sent':
        return [words.sent];
      case 'waiting':
        return failed(words.notSent);
      case 'refused':
        return message.isFinal && message.reason !== ''
          ? [message.reason, dropButton()]
          : failed(words.refused(message.reason || words.fault));
    }
  }

  function update(): void {
    element.dataset['state'] = message.state;
    bar.hidden = message.state !== 'sending';
    bar.value = message.percent;
    note.replaceChildren(...noteParts());
  }
  update();
  return { element, update };
}
