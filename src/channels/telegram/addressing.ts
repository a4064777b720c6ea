/**
 * Whom a text in a chat is meant for, and the text without the platform's way of saying so.
 * It does not know what the commands mean.
 */
import type { MessageEntity } from 'grammy/types';
import { normalize } from '../../domain/text.js';

/** A command as people type it, at the very start: `/viec`, `/VIEC@TheBot`, `/việc 3`. */
const COMMAND = /^\/([\p{L}\p{N}_]{1,64})(?:@([A-Za-z0-9_]{1,64}))?(?=\s|$)/u;

export interface Addressing {
  /** NFC text; the bot's name is taken out of commands and mentions, command names are lower case. */
  text: string;
  /** `ours` command or mention · `other` command for another bot · `nobody` in particular. */
  is: 'ours' | 'other' | 'nobody';
}

/**
 * @param raw text exactly as received: the positions of `entities` count its UTF-16 units.
 * @param me the bot; names are compared without case, as the platform does.
 */
export function readAddressing(
  raw: string,
  entities: readonly MessageEntity[],
  me: { id: number; username: string },
): Addressing {
  const mentions = entities.filter((entity) => isMention(entity, raw, me));
  const bare = normalize(mentions.length === 0 ? raw : withoutMentions(raw, mentions));
  const command = COMMAND.exec(bare);
  if (command === null) return { text: bare, is: mentions.length > 0 ? 'ours' : 'nobody' };
  const [whole, name = '', addressee] = command;
  if (addressee !== undefined && addressee.toLowerCase() !== me.username.toLowerCase()) {
    return { text: bare, is: 'other' };
  }
  return { text: `/${name.toLowerCase()}${bare.slice(whole.length)}`, is: 'ours' };
}

function isMention(entity: MessageEntity, raw: string, me: { id: number; username: string }): boolean {
  if (entity.type === 'text_mention') return entity.user.id === me.id;
  if (entity.type !== 'mention') return false;
  const name = raw.slice(entity.offset, entity.offset + entity.length);
  return name.toLowerCase() === `@${me.username}`.toLowerCase();
}

/** Takes mentions out, last first so that the earlier positions stay right, with one space after each. */
function withoutMentions(raw: string, mentions: readonly MessageEntity[]): string {
  let text = raw;
  for (const { offset, length } of [...mentions].sort((a, b) => b.offset - a.offset)) {
    text = text.slice(0, offset) + text.slice(offset + length).replace(/^[ ,:]/, '');
  }
  return text.trim();
}
