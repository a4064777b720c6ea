/** Files a channel cannot carry are not lost to those they are meant for: a link that expires takes their place. */
import type { OutboundMessage, StoredFile } from '../domain/message.js';
import { addDays, dayOf, instantOf } from '../domain/time.js';
import { tooLargeToSend } from '../texts/large-files.js';
import type { Signer } from './sign.js';

/** Days such a link lives, counted from the end of the day it is made on. */
const linkDays = 7;

/**
 * Makes links to files, signed for their purpose, that die at the end of a day: so a message that is sent again the same
 * day reads the same, and what a platform took of it already is recognised.
 * @param linkBase address links are built on; null when there is none people could open.
 */
export function createFileLink(deps: {
  signer: Signer;
  now: () => number;
  linkBase: () => string | null;
}): (file: StoredFile) => string | null {
  return ({ sha256, name }) => {
    const base = deps.linkBase();
    if (base === null) return null;
    const nowMs = deps.now();
    const endsAt = instantOf(addDays(dayOf(nowMs), linkDays + 1), '00:00');
    return `${base}/files/${deps.signer.sign('file', { sha256, name }, endsAt - nowMs)}`;
  };
}

/** The message as a channel can carry it: files above its limit become a line with their link under the text. */
export function withLinks(
  message: OutboundMessage,
  maxBytes: number,
  linkOf: (file: StoredFile) => string | null,
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
