/** `/duyet GH…`: deciding on a request for more time; another date may be granted, and the unit is always told. */
import {
  decideExtension,
  mayDecideOnTime,
  timeDeciders,
  timesExtended,
} from '../../src/domain/acts/extend.js';
import type { Extension } from '../../src/domain/assignment.js';
import type { CommandContext } from '../../src/domain/command.js';
import { type AssignmentView, canServePlan, viewOf } from '../../src/domain/queries.js';
import { effectiveDue, latestVersion, verdictInForce } from '../../src/domain/state.js';
import { fold } from '../../src/domain/text.js';
import { dayOf } from '../../src/domain/time.js';
import * as texts from '../../src/texts/extensions.js';
import { lookOnly, noSuchReceipt } from '../../src/texts/reviews.js';
import { offeredDays, readNewDays } from '../giahan/ngay.js';
import { tellUnit } from './bao-don-vi.js';
import { nameOf } from './tim.js';

interface Request {
  extension: Readonly<Extension>;
  view: AssignmentView;
}

/** @param typed what follows the code: nothing, `dongy [date] [words]`, `ngaykhac`, `tuchoi [reason]`, `tep`. */
export function onExtension(number: string, typed: string, context: CommandContext): void {
  const request = findRequest(number, context);
  if (!request) return context.reply({ text: noSuchReceipt(`GH${Number(number)}`) });
  const [verb = '', ...words] = typed.split(' ');
  const rest = words.join(' ');
  const word = fold(verb);
  if (word === 'tep') return sendProof(request, context);
  const isGrant = /^(dongy|dong|chapthuan|chap)$/.test(word);
  const isRefusal = /^(tuchoi|tu|khong|khongdongy)$/.test(word);
  if (!isGrant && !isRefusal && word !== 'ngaykhac') return show(request, context);
  const refusal = refusalOf(request, context);
  if (refusal !== null) return context.reply({ text: refusal });
  // "đồng ý", "không đồng ý", "từ chối" are words of two: the second belongs to the first.
  const said = rest.replace(/^(ý|y|thuận|thuan|chối|choi|đồng ý|dong y)(\s+|$)/iu, '').trim();
  if (word === 'ngaykhac') return askDate(request, context);
  if (isRefusal) return refuse(request, said, context);
  grant(request, said, context);
}

/** The typed answer to a question about a request. */
export function onExtensionAnswer(step: string, number: string, text: string, context: CommandContext): void {
  const request = findRequest(number, context);
  if (!request) {
    context.settle();
    return context.reply({ text: noSuchReceipt(`GH${Number(number)}`) });
  }
  const refusal = refusalOf(request, context);
  if (refusal !== null) return context.reply({ text: refusal });
  if (text === '') return step === 'refusal' ? refuse(request, '', context) : askDate(request, context);
  if (step === 'refusal') return decide(request, 'refused', null, text, context);
  if (readNewDays(text, context.nowMs).length === 0) return context.reply({ text: texts.newDateUnclear });
  grant(request, text, context);
}

function findRequest(number: string, context: CommandContext): Request | null {
  const { tx, person, nowMs, rules } = context;
  const extension = tx.find('extensions', 'byNumber', String(Number(number)))[0];
  const assignment = extension && tx.get('assignments', extension.assignmentId);
  const view = assignment && viewOf(tx, assignment, nowMs, rules.calendar);
  // Dates an amending document moved stand in the same table, but nobody asked for them.
  if (!extension || extension.amendedBy !== undefined || !view) return null;
  return canServePlan(tx, person, view.plan, 'look', nowMs) ? { extension, view } : null;
}

/** Why this person does not decide on this request now; null when they do. */
function refusalOf({ extension, view }: Request, context: CommandContext): string | null {
  const { tx, person, nowMs } = context;
  if (!canServePlan(tx, person, view.plan, 'act', nowMs)) return lookOnly;
  if (!mayDecideOnTime(tx, person, view.plan, nowMs)) return texts.keptToClerks;
  if (extension.status !== 'requested') {
    context.settle();
    return texts.decidedAlready(extension, extension.decidedBy && nameOf(extension.decidedBy, context));
  }
  return extension.requestedBy === person?.id ? texts.ownRequestDecided : null;
}

function show({ extension, view }: Request, context: CommandContext): void {
  const { tx, person, nowMs } = context;
  const mayDecide = mayDecideOnTime(tx, person, view.plan, nowMs) && extension.requestedBy !== person?.id;
  const author = nameOf(extension.requestedBy, context);
  const timesBefore = timesExtended(view.facts) - (extension.status === 'granted' ? 1 : 0);
  context.reply(texts.extensionArrived(extension, view, author, { mayDecide, timesBefore }, nowMs), 'reply', [
    view.facts.assignment.id,
  ]);
}

function sendProof({ extension, view }: Request, context: CommandContext): void {
  context.reply(
    extension.files?.length ? texts.proofFiles(extension, view) : { text: texts.noProof(extension) },
  );
}

function askDate({ extension, view }: Request, context: CommandContext): void {
  const { nowMs, rules } = context;
  context.expect('grant-date', { code: `GH${extension.number}` });
  const due = effectiveDue(view.facts, nowMs).dueOn ?? dayOf(nowMs);
  const days = offeredDays(due, nowMs, rules.calendar).filter((day) => day !== extension.newDueOn);
  context.reply(texts.askGrantDate(extension, days));
}

function grant(request: Request, said: string, context: CommandContext): void {
  const { extension, view } = request;
  const read = readNewDays(said, context.nowMs)[0];
  const day = read?.day ?? extension.newDueOn;
  const due = effectiveDue(view.facts, context.nowMs).dueOn ?? '';
  // The wished date may be granted even when it has passed meanwhile; any other has to help the unit.
  if (day !== extension.newDueOn && (day <= due || day < dayOf(context.nowMs))) {
    context.expect('grant-date', { code: `GH${extension.number}` });
    return context.reply({ text: texts.newDateTooEarly(due || dayOf(context.nowMs)) });
  }
  decide(request, 'granted', day, read ? read.rest : said, context);
}

function refuse(request: Request, said: string, context: CommandContext): void {
  if (said === '') {
    context.expect('refusal', { code: `GH${request.extension.number}` });
    return context.reply(texts.askRefusal(request.extension));
  }
  const number = /^\d$/.exec(said)?.[0];
  const reason = number === undefined ? said : (texts.refusalReasons[Number(number) - 1] ?? '');
  decide(request, 'refused', null, reason, context);
}

function decide(
  { extension, view }: Request,
  status: 'granted' | 'refused',
  newDueOn: string | null,
  reason: string,
  context: CommandContext,
): void {
  const { tx, nowMs, rules } = context;
  const decided = decideExtension(context, extension, { status, newDueOn, reason });
  context.settle();
  if (!decided) return;
  const after = viewOf(tx, view.facts.assignment, nowMs, rules.calendar) ?? view;
  const untold = tellUnit(
    after,
    texts.extensionDecided(decided, after, coveredVersion(view, after, nowMs), nowMs),
    `decision/${decided.id}`,
    texts.untoldExtension(decided),
    context,
  );
  context.reply({ text: texts.decisionRecorded(decided, view.unit.name, untold) }, 'reply', [
    view.facts.assignment.id,
  ]);
  tellOthers(decided, after, context);
}

/** The latest version, when it was late before a decision and is on time by it. */
function coveredVersion(
  before: AssignmentView,
  after: AssignmentView,
  nowMs: number,
): { version: number } | null {
  const latest = latestVersion(after.facts, nowMs)?.submission;
  if (!latest) return null;
  const wasLate = verdictInForce(before.facts, latest, nowMs).isLate;
  return wasLate && !verdictInForce(after.facts, latest, nowMs).isLate ? latest : null;
}

/** Everybody else who was asked or told learns what became of it. */
function tellOthers(extension: Extension, view: AssignmentView, context: CommandContext): void {
  const { tx, nowMs, conversation, person } = context;
  const { deciders, informed } = timeDeciders(tx, view.plan, extension.requestedBy, nowMs);
  for (const conversationId of new Set([...deciders, ...informed])) {
    if (conversationId === conversation.id) continue;
    context.sendTo(
      conversationId,
      texts.decisionInformed(extension, view, person?.name ?? context.address.displayName),
      { kind: 'notice', key: `decided/${extension.id}/${conversationId}` },
    );
  }
}
