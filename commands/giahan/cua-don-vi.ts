/** `/giahan GH…`: what a unit does with a request it has sent: look at it, add papers, take it back. */
import { addProof, timeDeciders, withdrawExtension } from '../../src/domain/acts/extend.js';
import type { Extension } from '../../src/domain/assignment.js';
import type { CommandContext } from '../../src/domain/command.js';
import type { OutboundMessage } from '../../src/domain/message.js';
import { type AssignmentView, assignmentsOf, viewOf } from '../../src/domain/queries.js';
import { fold } from '../../src/domain/text.js';
import * as texts from '../../src/texts/extensions.js';

interface OwnRequest {
  extension: Readonly<Extension>;
  view: AssignmentView;
}

/** @param verb what follows the code: nothing, `kem`, `rut`. */
export function onOwnRequest(number: string, verb: string, context: CommandContext): void {
  const found = findOwn(number, context);
  if (!found) return context.reply({ text: texts.noSuchRequest(`GH${Number(number)}`) });
  const { extension, view } = found;
  const word = fold(verb).split(' ')[0];
  if (word === 'kem' && context.prepared.files.length > 0) return add(found, context);
  if (word !== 'kem' && word !== 'rut')
    return context.reply(texts.ownRequest(extension, view, context.nowMs), 'reply', [
      view.facts.assignment.id,
    ]);
  if (extension.status !== 'requested') return context.reply({ text: texts.requestClosed(extension) });
  if (word === 'rut') return withdraw(found, context);
  context.expect('proof', { code: `GH${extension.number}` }, 60);
  context.reply({ text: texts.sendProof(extension) });
}

/** The answer to "send the papers". */
export function takeProof(code: string, context: CommandContext): void {
  const found = findOwn(code.replace(/^GH/i, ''), context);
  if (!found) {
    context.settle();
    return context.reply({ text: texts.noSuchRequest(code) });
  }
  if (context.prepared.files.length > 0) return add(found, context);
  // A refused file has had its sentence; words alone are no paper.
  if (context.prepared.refused.length === 0) context.reply({ text: texts.sendProof(found.extension) });
}

/** A request of an assignment this person may act on; absent and somebody else's look alike. */
function findOwn(number: string, context: CommandContext): OwnRequest | null {
  const { tx, person, nowMs, rules } = context;
  const extension = tx.find('extensions', 'byNumber', String(Number(number)))[0];
  if (!extension || extension.amendedBy !== undefined) return null;
  const assignment = assignmentsOf(tx, person, nowMs).find((own) => own.id === extension.assignmentId);
  const view = assignment && viewOf(tx, assignment, nowMs, rules.calendar);
  return view ? { extension, view } : null;
}

function add({ extension, view }: OwnRequest, context: CommandContext): void {
  const { files } = context.prepared;
  const changed = addProof(context, extension, files);
  context.settle();
  if (!changed) return context.reply({ text: texts.requestClosed(extension) });
  const count = changed.files?.length ?? 0;
  context.reply({ text: texts.proofAdded(changed, files.length) }, 'reply', [view.facts.assignment.id]);
  tellDeciders(
    changed,
    view,
    { ...texts.proofArrived(changed, view), files },
    `extension-proof/${extension.id}/${count}`,
    context,
  );
}

function withdraw({ extension, view }: OwnRequest, context: CommandContext): void {
  const changed = withdrawExtension(context, extension);
  context.settle();
  if (!changed) return;
  context.reply({ text: texts.requestWithdrawn(changed) }, 'reply', [view.facts.assignment.id]);
  tellDeciders(
    changed,
    view,
    texts.withdrawnNotice(changed, view),
    `extension-withdrawn/${extension.id}`,
    context,
  );
}

/** To everybody who was put before the request; those who only know of it get no buttons. */
function tellDeciders(
  extension: Extension,
  view: AssignmentView,
  message: OutboundMessage,
  key: string,
  context: CommandContext,
): void {
  const { deciders, informed } = timeDeciders(context.tx, view.plan, extension.requestedBy, context.nowMs);
  const { choices: _, ...withoutChoices } = message;
  for (const conversationId of deciders) {
    context.sendTo(conversationId, message, { kind: 'forward', key: `${key}/${conversationId}` });
  }
  for (const conversationId of informed) {
    context.sendTo(conversationId, withoutChoices, { kind: 'notice', key: `${key}/${conversationId}` });
  }
}
