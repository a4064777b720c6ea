/**
 * The tick's look at what waits for a person: files whose assignment was not chosen, and invitations to a joint paper.
 * Nobody may believe that something was handed in when it was not.
 */
import { filesHeldIn } from '../../commands/nop/held.js';
import type { Rules } from '../domain/command.js';
import { invitationDays, invitationEnds, unanswered } from '../domain/joint.js';
import type { Dialogue } from '../domain/person.js';
import type { Store, StoreReader, StoreWriter } from '../domain/ports.js';
import { reachPerson, reachUnit, viewOf } from '../domain/queries.js';
import { isWithdrawn } from '../domain/state.js';
import { dayOf } from '../domain/time.js';
import { holdExpired, stillHeld } from '../texts/sending.js';
import { expiredToInvited, expiredToSender } from '../texts/sending-joint.js';
import { enqueue, rememberMenu } from './outbox.js';

/** After this long without an answer the person is reminded, once for the same files. */
const quietMs = 20 * 60_000;
/** Invitations that ended longer ago have been told of, or nobody was there to be told. */
const toldForMs = 2 * 86_400_000;

/** Reminds of held files, tells what is no longer held, and what became of invitations. @returns whether anything was put in the outbox. */
export async function tellWaiting(store: Store, rules: Rules, nowMs: number): Promise<boolean> {
  const held = [...store.all('dialogues')].filter((dialogue) => isWaiting(dialogue, nowMs));
  const ended = store
    .find('submissions', 'byInvitation', 'open')
    .filter((one) => nowMs >= invitationEnds(one) && nowMs < invitationEnds(one) + toldForMs);
  if (held.length === 0 && ended.length === 0) return false;
  return store.transaction((tx) => {
    let isTold = false;
    for (const { id } of held) {
      const dialogue = tx.get('dialogues', id);
      if (dialogue && isWaiting(dialogue, nowMs)) isTold = tellHeld(tx, dialogue, nowMs) || isTold;
    }
    for (const { id } of ended) isTold = tellEnded(tx, id, rules, nowMs) || isTold;
    return isTold;
  });
}

/** Held for a while, or no longer; not while it is asked whether it is a plan, nor what was handed in already. */
function isWaiting(dialogue: Readonly<Dialogue>, nowMs: number): boolean {
  if (filesHeldIn(dialogue).length === 0 || dialogue.step === 'which' || dialogue.data['isRepeat'] === true)
    return false;
  const { sentAtMs, isReminded } = dialogue.data;
  if (Date.parse(dialogue.expiresAt) <= nowMs) return true;
  return isReminded !== true && typeof sentAtMs === 'number' && nowMs - sentAtMs >= quietMs;
}

function tellHeld(tx: StoreWriter, dialogue: Readonly<Dialogue>, nowMs: number): boolean {
  const conversation = conversationOf(tx, dialogue);
  const files = filesHeldIn(dialogue).length;
  const isOver = Date.parse(dialogue.expiresAt) <= nowMs;
  if (isOver) tx.remove('dialogues', dialogue.id);
  else
    tx.put('dialogues', {
      ...structuredClone(dialogue),
      data: { ...structuredClone(dialogue.data), isReminded: true },
    });
  if (!conversation) return false;
  const message = isOver ? { text: holdExpired(files) } : stillHeld(files);
  const key = `held/${dialogue.id}/${String(dialogue.data['sentAtMs'])}/${isOver ? 'over' : 'still'}`;
  const isAdded = enqueue(tx, conversation, message, { kind: 'notice', key }, nowMs);
  if (isAdded) rememberMenu(tx, dialogue.id, message, nowMs);
  return isAdded;
}

function conversationOf(
  reader: StoreReader,
  dialogue: Readonly<Dialogue>,
): ReturnType<typeof reader.get<'conversations'>> {
  const [conversationId = ''] = dialogue.id.split('|');
  const conversation = reader.get('conversations', conversationId);
  return conversation?.unreachable === null ? conversation : undefined;
}

/** An invitation nobody answered: its sender and those invited learn that the paper counts for the sender alone. */
function tellEnded(tx: StoreWriter, submissionId: string, rules: Rules, nowMs: number): boolean {
  const submission = tx.get('submissions', submissionId);
  if (!submission || isWithdrawn(tx.find('reviews', 'bySubmission', submissionId), submissionId, nowMs))
    return false;
  const by = tx.get('units', submission.unitId)?.name ?? '';
  let isTold = false;
  const tell = (conversationId: string, text: string, key: string): void => {
    const conversation = tx.get('conversations', conversationId);
    if (!conversation) return;
    isTold =
      enqueue(tx, conversation, { text }, { kind: 'notice', key: `${key}/${conversationId}` }, nowMs) ||
      isTold;
  };
  for (const assignmentId of unanswered(tx, submission)) {
    const assignment = tx.get('assignments', assignmentId);
    const view = assignment && viewOf(tx, assignment, nowMs, rules.calendar);
    if (!view) continue;
    const key = `joint-ended/${submission.id}/${assignmentId}`;
    const sender = reachPerson(tx, submission.byPersonId);
    if ('conversationId' in sender)
      tell(
        sender.conversationId,
        expiredToSender(view.unit.name, submission.receiptCode, invitationDays),
        key,
      );
    for (const conversationId of reachUnit(tx, view.unit.id, dayOf(nowMs)).private)
      tell(conversationId, expiredToInvited(view, by), key);
  }
  return isTold;
}
