/** Recording a request for more time and putting it before those who decide. */
import { requestExtension, timeDeciders, timesExtended } from '../../src/domain/acts/extend.js';
import type { CommandContext } from '../../src/domain/command.js';
import type { StoredFile } from '../../src/domain/message.js';
import type { AssignmentView } from '../../src/domain/queries.js';
import * as texts from '../../src/texts/extensions.js';

export function sendRequest(
  view: AssignmentView,
  what: { newDueOn: string; reason: string; files: StoredFile[] },
  context: CommandContext,
): void {
  const { tx, nowMs, sentAtMs } = context;
  const extension = requestExtension(context, view.facts, { ...what, sentAtMs });
  context.settle();
  if (!extension) return;
  const asked = timeDeciders(tx, view.plan, extension.requestedBy, nowMs);
  const names = asked.unitIds.flatMap((id) => tx.get('units', id)?.name ?? []);
  const office = asked.deciders.length > 0 ? 'Văn phòng theo dõi kế hoạch' : null;
  context.reply(texts.extensionRequested(extension, names.length > 0 ? names.join('; ') : office), 'reply', [
    view.facts.assignment.id,
  ]);
  const author = context.person?.name ?? context.address.displayName;
  const timesBefore = timesExtended(view.facts);
  const proof = extension.files ? { files: extension.files } : {};
  const toDecide = texts.extensionArrived(extension, view, author, { mayDecide: true, timesBefore }, nowMs);
  for (const conversationId of asked.deciders) {
    context.sendTo(
      conversationId,
      { ...toDecide, ...proof },
      { kind: 'forward', key: `extension/${extension.id}/${conversationId}` },
    );
  }
  const toKnow = texts.extensionArrived(
    extension,
    view,
    author,
    { mayDecide: false, timesBefore, isInformation: true },
    nowMs,
  );
  for (const conversationId of asked.informed) {
    context.sendTo(conversationId, toKnow, {
      kind: 'notice',
      key: `extension/${extension.id}/${conversationId}`,
    });
  }
}
