/**
 * Which command a message means: typed, pressed, a number of the last menu, an answer to a pending step,
 * a file, or an everyday sentence. Pure: it reads what it is given and changes nothing.
 */
import { commandNamed } from '../../commands/index.js';
import { understand } from '../../commands/free-text.js';
import type { Command } from '../domain/command.js';
import type { InboundContent } from '../domain/message.js';
import { type Dialogue, type Person, hasRole, unitsOf } from '../domain/person.js';
import { fold, normalize } from '../domain/text.js';

export type Route =
  | { kind: 'run'; command: Command; args: string }
  | { kind: 'resume'; command: Command; step: string; text: string }
  | { kind: 'unknown-command'; typed: string }
  | { kind: 'no-such-choice' }
  | { kind: 'not-understood' };

/**
 * @param dialogue the person's dialogue here, already checked for expiry; null when there is none.
 */
export function route(
  content: Extract<InboundContent, { kind: 'text' | 'press' | 'files' }>,
  dialogue: Readonly<Dialogue> | null,
  person: Readonly<Person> | null,
): Route {
  if (content.kind === 'files') return routeFiles(content.caption, dialogue, person);
  const text = normalize(content.kind === 'press' ? content.command : content.text).trim();
  const typed = parseCommand(text);
  if (typed) return named(typed.name, typed.args);
  if (content.kind === 'press') return { kind: 'no-such-choice' };
  const number = /^\d{1,3}$/.exec(text);
  if (number && dialogue && dialogue.menu.length > 0) {
    const chosen = dialogue.menu[Number(text) - 1];
    const parsed = chosen ? parseCommand(chosen) : null;
    return parsed ? named(parsed.name, parsed.args) : { kind: 'no-such-choice' };
  }
  const pending = resumable(dialogue);
  const meant = understand(text);
  // An answer with figures in it ("thời hạn 15/7/2026") is one, however much it sounds like a question.
  if (pending && !(isOffer(pending) && meant !== null && !/\d/.test(text)))
    return { kind: 'resume', ...pending, text };
  const parsed = meant ? parseCommand(meant) : null;
  if (parsed) return named(parsed.name, parsed.args);
  return { kind: 'not-understood' };
}

/** A command line `/name args`; the name is folded so that `/VIEC` and `/việc` are `/viec`. Null for other text. */
export function parseCommand(text: string): { name: string; args: string } | null {
  const match = /^\/([^\s@]{1,40})(?:@\S*)?(?:\s+([\s\S]*))?$/.exec(text.trim());
  return match?.[1] ? { name: fold(match[1]), args: (match[2] ?? '').trim() } : null;
}

function named(name: string, args: string): Route {
  const command = commandNamed(name);
  return command ? { kind: 'run', command, args } : { kind: 'unknown-command', typed: name };
}

function resumable(dialogue: Readonly<Dialogue> | null): { command: Command; step: string } | null {
  const command = dialogue?.command ? commandNamed(dialogue.command) : undefined;
  if (!command?.resume || !dialogue?.step || command.remembers?.includes(dialogue.step)) return null;
  return { command, step: dialogue.step };
}

function isOffer({ command, step }: { command: Command; step: string }): boolean {
  return command.offers?.includes(step) === true;
}

/**
 * Files: the command of the caption, else the step that waits for one, else handing in;
 * someone who keeps plans and acts for no unit is sending a plan.
 */
function routeFiles(
  caption: string | null,
  dialogue: Readonly<Dialogue> | null,
  person: Readonly<Person> | null,
): Route {
  const typed = caption ? parseCommand(normalize(caption)) : null;
  if (typed) return named(typed.name, typed.args);
  const pending = resumable(dialogue);
  if (pending && !isOffer(pending)) return { kind: 'resume', ...pending, text: caption ?? '' };
  const code = caption ? /\bv\s?\d{1,9}\b/i.exec(caption)?.[0] : undefined;
  const holder = person ?? undefined;
  const onlyKeepsPlans =
    unitsOf(holder).length === 0 && (hasRole(holder, 'clerk') || hasRole(holder, 'admin'));
  return onlyKeepsPlans && !code ? named('kehoach', '') : named('nop', '');
}
