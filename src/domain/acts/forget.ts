/** Taking back what must not be kept: the words of a text that turned out to carry a mark of secrecy (domain.md 1.10). */
import type { StoreWriter } from '../ports.js';
import { normalize } from '../text.js';

/**
 * Empties every stored message of a conversation whose text is one of these: received events, and what the web chat
 * shows again after a reload. The rows stay, so that a redelivered event is still known.
 */
export function forgetTexts(tx: StoreWriter, conversationId: string, texts: readonly string[]): void {
  const marked = new Set(texts.map(plain));
  for (const status of ['pending', 'done', 'failed'] as const) {
    for (const row of tx.find('inbox', 'byStatus', status)) {
      const { content } = row.event;
      if (
        row.conversationId !== conversationId ||
        content.kind !== 'text' ||
        !marked.has(plain(content.text))
      )
        continue;
      tx.put('inbox', { ...row, event: { ...row.event, content: { kind: 'text', text: '' } } });
    }
  }
  for (const message of tx.find('webMessages', 'byConversation', conversationId)) {
    const { text } = message.body;
    if (typeof text === 'string' && marked.has(plain(text)))
      tx.put('webMessages', { ...message, body: { ...message.body, text: '' } });
  }
}

function plain(text: string): string {
  return normalize(text).trim();
}
