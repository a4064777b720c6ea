/** What a platform's command menu shows, generated from the registry. */
import type { Command } from '../domain/command.js';
import type { MenuEntry } from '../domain/ports.js';

/** Commands for private chats and for groups; descriptions are the registry's summaries. */
export function menus(commands: readonly Command[]): { private: MenuEntry[]; group: MenuEntry[] } {
  const entry = (command: Command): MenuEntry => ({ command: command.name, description: command.summary });
  return {
    private: commands.filter((command) => command.where !== 'group').map(entry),
    group: commands.filter((command) => command.where !== 'private').map(entry),
  };
}
