/** Files a channel cannot carry are not lost to those they are meant for: a link that expires takes their place. */
import type { OutboundMessage, StoredFile } from '../domain/message.js';
import { tooLargeToSend } from '../texts/large-files.js';

/**
 * The message as a channel can carry it: files above its limit become a line with their link under the text.
 * @param linkDays how long such a link lives.
 */
export function withLinks(
  message: OutboundMessage,
  maxBytes: number,
  linkOf: (file: StoredFile) => string | null,
  linkDays: number,
): OutboundMessage {
  const large = (message.files ?? []).filter((file) => file.size > maxBytes);
  if (large.length === 0) return message;
  const lines = large.map((file) => tooLargeToSend(file, linkOf(file), linkDays));
  return {
    ...message,
    text: [message.text, ...lines].join('\n'),
    files: message.files?.filter((file) => file.size <= maxBytes),
  };
}
