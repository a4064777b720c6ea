/** Files a channel cannot carry are not lost to those they are meant for: a link that expires takes their place. */
import type { OutboundMessage, StoredFile } from '../domain/message.js';
import type { Channel } from '../domain/ports.js';
import { tooLargeToSend } from '../texts/large-files.js';

/**
 * The message as a channel can carry it: files it does not take, for their size or their kind, become a line with their
 * link under the text.
 * @param linkDays how long such a link lives.
 */
export function withLinks(
  message: OutboundMessage,
  can: Pick<
    Channel['capabilities'],
    'maxOutboundFileBytes' | 'maxOutboundPictureBytes' | 'outboundFileTypes'
  >,
  linkOf: (file: StoredFile) => string | null,
  linkDays: number,
): OutboundMessage {
  const isPicture = (file: StoredFile): boolean => file.mime.startsWith('image/');
  const fits = (file: StoredFile): boolean =>
    file.size <= can.maxOutboundFileBytes &&
    (!isPicture(file) || file.size <= (can.maxOutboundPictureBytes ?? Number.POSITIVE_INFINITY)) &&
    (can.outboundFileTypes?.includes(file.mime) ?? true);
  const { picture } = message;
  const isPictureSent = picture === undefined || fits(picture);
  const left = [...(isPictureSent ? [] : [picture]), ...(message.files ?? []).filter((file) => !fits(file))];
  if (left.length === 0) return message;
  const lines = left.map((file) => tooLargeToSend(file, linkOf(file), linkDays));
  const { picture: _unfit, ...rest } = message;
  return {
    ...(isPictureSent ? message : rest),
    text: [message.text, ...lines].join('\n'),
    files: message.files?.filter(fits),
  };
}
