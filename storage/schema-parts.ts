/** Pieces of records that several tables share, or that are too long to stand among them. See `schema.ts`. */
import { z } from 'zod';

export const text = z.string();
export const optionalText = z.string().nullable();
export const texts = z.array(text);
export const free = z.record(z.string(), z.unknown());
export const id = z.string().min(1).max(2_000);

export const storedFile = z.object({ sha256: text, name: text, size: z.number(), mime: text });

export const submittedFile = storedFile.extend({
  item: text.optional(),
  since: z.number().optional(),
  joinedFrom: z.array(storedFile).optional(),
});

export const noticeCode = z.enum([
  'not-a-document',
  'does-not-open',
  'blank-scan',
  'too-short',
  'too-long',
  'other-unit',
  'other-plan',
  'other-year',
  'headings-missing',
  'draft',
  'unsigned',
  'same-as-before',
  'items-missing',
  'no-virus-scan',
]);

export const fileNotice = z.object({
  code: noticeCode,
  file: z.number().nullable(),
  detail: optionalText,
});

export const receiptSeal = z.object({ sequence: z.number(), previous: text, hash: text });

const deadline = z.object({
  text,
  kind: z.enum(['date', 'window', 'recurring', 'relative', 'event', 'standing']),
  statedOn: optionalText,
  from: optionalText,
  dueOn: optionalText,
  dueTime: optionalText,
  inclusive: z.boolean(),
  rrule: optionalText,
  stage: optionalText,
  confidence: z.number(),
  anchor: z
    .object({ text, amount: z.number().nullable(), unit: z.enum(['day', 'workday', 'month']).nullable() })
    .optional(),
});

const doubt = z.enum([
  'no-lead',
  'lead-inherited',
  'lead-collective',
  'lead-unknown',
  'lead-ambiguous',
  'leads-differ',
  'no-deadline',
  'deadline-inherited',
  'deadline-uncertain',
  'deadlines-differ',
  'deadline-event',
  'deadline-weekend',
  'recurrence-open',
  'row-split',
  'conditional',
  'merged',
  'leads-several',
  'lead-late-bound',
  'year-missing',
  'deadline-before-issue',
  'deadline-holiday',
  'order-conflict',
  'scan-uncertain',
]);

export const settledDoubt = z.object({
  task: optionalText,
  doubt,
  subject: optionalText,
  answer: text,
  by: optionalText,
  at: text,
});

export const taskChange = z.object({
  at: text,
  by: optionalText,
  document: text,
  field: z.enum(['deadline', 'lead']),
  before: text,
  after: text,
});

export const taskCandidate = z.object({
  key: text,
  action: text,
  lead: texts,
  coordinating: texts,
  recipients: texts,
  via: optionalText,
  deliverable: optionalText,
  volume: optionalText,
  quota: optionalText,
  deadlines: z.array(deadline),
  quotes: z.array(z.object({ text, place: text })),
  doubts: z.array(doubt),
  after: texts,
});

export const documentFacts = z.object({
  type: optionalText,
  number: optionalText,
  issuer: optionalText,
  issuedOn: optionalText,
  title: optionalText,
  period: z.object({ from: text, to: text }).nullable(),
  basis: texts,
  urgency: optionalText,
  amends: optionalText,
  replaces: text.optional(),
});

export const documentSource = z.object({
  kind: z.enum(['docx', 'doc', 'pdf', 'scan', 'xlsx', 'html', 'text']),
  pages: z.number().nullable(),
  unread: z.array(z.number()).optional(),
  confidence: z.number().nullable(),
});

export const documentParts = z.object({ annexesNamed: texts, annexesPresent: texts, told: texts });

export const skippedPassage = z.object({
  text,
  place: text,
  reason: z.enum([
    'citation',
    'horizon',
    'period',
    'recipients-list',
    'furniture',
    'goal',
    'standing',
    'cross-reference',
    'hidden',
  ]),
});

export const role = z.enum(['admin', 'clerk', 'consolidator', 'officer', 'leader']);
export const conversationKind = z.enum(['private', 'group']);
export const destination = z.object({ externalId: text, topicId: optionalText, kind: conversationKind });

export const outboundMessage = z.object({
  heading: text.optional(),
  text,
  choices: z.array(z.object({ label: text, command: text })).optional(),
  files: z.array(storedFile).optional(),
  picture: storedFile.optional(),
});

const inboundContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text }),
  z.object({ kind: z.literal('press'), command: text }),
  z.object({
    kind: z.literal('files'),
    files: z.array(
      z.object({
        ref: text,
        name: optionalText,
        size: z.number().nullable(),
        mime: optionalText,
        isPhoto: z.boolean(),
      }),
    ),
    caption: optionalText,
    albumId: optionalText,
  }),
  z.object({ kind: z.literal('membership'), change: z.enum(['added', 'removed', 'blocked', 'unblocked']) }),
  z.object({ kind: z.literal('moved'), toExternalId: text }),
  z.object({ kind: z.literal('unsupported'), what: text }),
]);

export const inboundEvent = z.object({
  channel: text,
  externalId: text,
  sentAt: text,
  conversation: z.object({ externalId: text, topicId: optionalText, kind: conversationKind, title: text }),
  sender: z.object({ externalId: text, displayName: text }).nullable(),
  isAddressed: z.boolean(),
  replyToId: optionalText,
  content: inboundContent,
});

const ladderRung = z.number().nullable();

/** Changes to the reminder policy, of the office or of one plan. */
export const policyChanges = z.object({
  steps: z.array(z.object({ offset: z.number(), onlyReports: z.boolean().optional() })).optional(),
  ladder: z
    .object({ heads: ladderRung, groups: ladderRung, names: ladderRung, office: ladderRung })
    .optional(),
  afterReturn: z.array(z.number()).optional(),
  sendFrom: text.optional(),
  sendUntil: text.optional(),
  isOff: z.boolean().optional(),
});

/** What a person or a group chose about reminders. */
export const reminderPreferences = z.object({
  muted: z.array(z.enum(['opening', 'early', 'soon', 'overview'])).optional(),
  sendFrom: text.optional(),
  sendUntil: text.optional(),
  channel: text.optional(),
});
