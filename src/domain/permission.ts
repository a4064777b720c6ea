/** Who may run what: one function asked by the handler, by help and by the menus. */
import type { Command } from './command.js';
import { type Conversation, type Person, hasRole } from './person.js';

/**
 * Whether a person may run a command in a conversation. In a bound group anyone there may look at the group's
 * own scope, which its reminders show anyway, except a person who was removed; everything else needs the person's role.
 */
export function mayRun(
  command: Pick<Command, 'allowed' | 'where' | 'isLookup'>,
  person: Readonly<Person> | null,
  conversation: Pick<Conversation, 'kind' | 'unitIds' | 'planIds'>,
): boolean {
  if (command.where !== 'both' && command.where !== conversation.kind) return false;
  if (command.allowed === 'anyone') return true;
  const isBoundGroup =
    conversation.kind === 'group' && conversation.unitIds.length + conversation.planIds.length > 0;
  if (isBoundGroup && command.isLookup) return !person?.removedAt;
  return mayEver(command, person);
}

/** Whether a person's roles allow a command somewhere, whatever the conversation. */
export function mayEver(command: Pick<Command, 'allowed'>, person: Readonly<Person> | null): boolean {
  if (command.allowed === 'anyone') return true;
  if (!person || person.removedAt) return false;
  if (command.allowed === 'linked') return true;
  return command.allowed.some((role) => hasRole(person, role));
}
