/** `/tuychon kenh zalo`: on which of their channels somebody linked on several is written to. */
import type { CommandContext } from '../../src/domain/command.js';
import type { Person } from '../../src/domain/person.js';
import type { StoreReader } from '../../src/domain/ports.js';
import { fold } from '../../src/domain/text.js';
import * as texts from '../../src/texts/preferences.js';
import type { Chooser } from './chon.js';

/** Channels on which a person has a private chat, each once. */
export function channelsOf(person: Readonly<Person>, reader: StoreReader): string[] {
  const addresses = reader.find('addresses', 'byPerson', person.id);
  return [
    ...new Set(
      addresses
        .filter(({ privateConversationId }) => privateConversationId !== null)
        .map(({ channel }) => channel),
    ),
  ];
}

/** @param typed a channel's name, or `chung` for wherever the person writes last. */
export function chooseChannel(typed: string, { change }: Chooser, context: CommandContext): void {
  const { person, tx } = context;
  if (!person) return;
  const channels = channelsOf(person, tx);
  const word = fold(typed);
  if (/^(?:chung|khong|bo|mac ?dinh)$/.test(word))
    return change({ kind: 'channel', channel: null }, texts.channelChosen(null));
  const channel = channels.find((one) => one === word || fold(texts.channelName(one)) === word);
  if (channel === undefined) return context.reply({ text: texts.channelUnclear(channels) });
  change({ kind: 'channel', channel }, texts.channelChosen(channel));
}
