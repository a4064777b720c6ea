/** `/viec V12 tep`: what was handed in for one assignment, again: the latest version as files, every version by link. */
import type { CommandContext } from '../../src/domain/command.js';
import { mayFetch } from '../../src/domain/entitlement.js';
import type { AssignmentView } from '../../src/domain/queries.js';
import * as texts from '../../src/texts/collecting.js';
import { privateOnly } from '../../src/texts/people.js';

/** Versions shown; more would not fit a phone. */
const shownVersions = 5;

/** @param view an assignment the person may see. Files are handed over in private alone. */
export function sendFiles(view: AssignmentView, context: CommandContext): void {
  const { tx, person, nowMs, services, conversation, address } = context;
  if (conversation.kind === 'group')
    return context.reply({ text: privateOnly(services.startLink(address.channel, '', 'private')) });
  const own = view.facts.submissions.filter(
    (submission) => submission.files.length > 0 && mayFetch(tx, person, submission, nowMs),
  );
  if (!person || own.length === 0) return context.reply({ text: texts.noFilesOf(view) });
  const newestFirst = [...own].sort((a, b) => b.version - a.version).slice(0, shownVersions);
  const versions = newestFirst.map((submission) => ({
    submission,
    files: submission.files.map(({ name, size }, index) => ({
      name,
      size,
      link: services.fileLink(submission.id, index, person.id),
    })),
  }));
  // What the chat takes from people it also gives them; larger ones have their link.
  const limit = services.maxFileBytes(address.channel);
  const files = (newestFirst[0]?.files ?? []).filter((file) => file.size <= limit);
  context.audit('resend-files', newestFirst[0]?.receiptCode ?? '');
  context.reply(
    {
      heading: texts.ownFilesHeading,
      text: texts.ownFiles(view, versions, services.fileLinkDays),
      files: files.map(({ sha256, name, size, mime }) => ({ sha256, name, size, mime })),
    },
    'reply',
    [view.facts.assignment.id],
  );
}
