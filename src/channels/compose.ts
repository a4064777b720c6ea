/**
 * Puts a message together as plain text, for channels or parts of channels without mark-up or buttons.
 * It escapes nothing and cuts nothing.
 */
import type { Choice } from '../domain/message.js';

/** A choice with the number that picks it, counted from 1 over all choices of the message. */
export interface NumberedChoice {
  number: number;
  label: string;
}

/** Gives every choice its number, which stays the same whether it is shown as a button or as a line. */
export function numberChoices(choices: readonly Choice[]): (Choice & NumberedChoice)[] {
  return choices.map((choice, index) => ({ ...choice, number: index + 1 }));
}

/** Choices as lines `1. label`; an empty string when there are none. */
export function choiceLines(choices: readonly NumberedChoice[]): string {
  return choices.map((choice) => `${choice.number}. ${choice.label.replace(/\s+/g, ' ').trim()}`).join('\n');
}

/** Blocks of text one blank line apart; blank blocks are left out. */
export function joinBlocks(...blocks: readonly (string | undefined)[]): string {
  return blocks
    .map((block) => block?.trim() ?? '')
    .filter((block) => block !== '')
    .join('\n\n');
}
