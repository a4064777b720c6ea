/** Builders of facts for the tests of time and state; every field can be overridden. */
import { readFileSync } from 'node:fs';
import type {
  Assignment,
  AssignmentFacts,
  Extension,
  Review,
  Round,
  Submission,
} from '../../../src/domain/assignment.js';
import { type WorkCalendar, parseCalendar } from '../../../src/domain/calendar.js';

export const calendarFile = new URL('../../../assets/calendar/holidays.json', import.meta.url);
export const calendar: WorkCalendar = parseCalendar(JSON.parse(readFileSync(calendarFile, 'utf8')));

/** Epoch milliseconds of a Viet Nam wall clock: `vn('2022-06-20 08:00')`. */
export function vn(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}+07:00`);
}

export function iso(text: string): string {
  return new Date(vn(text)).toISOString();
}

export interface FactsInput {
  assignment?: Partial<Assignment>;
  round?: Partial<Round>;
  submissions?: Partial<Submission>[];
  reviews?: Partial<Review>[];
  extensions?: Partial<Extension>[];
}

/** An assignment of plan B1 (due 22/6/2022, published 02/6/2022), with whatever differs. */
export function facts(input: FactsInput = {}): AssignmentFacts {
  const assignment: Assignment = {
    id: 'a1',
    number: 1,
    planId: 'p1',
    taskId: 't1',
    roundId: 'r1',
    unitId: 'u1',
    status: 'active',
    createdAt: iso('2022-06-02 09:00'),
    ...input.assignment,
  };
  return {
    assignment,
    round: {
      id: 'r1',
      taskId: 't1',
      planId: 'p1',
      key: 'once',
      label: '',
      deadlineText: 'trước ngày 23/6/2022',
      opensOn: null,
      statedOn: '2022-06-23',
      dueOn: '2022-06-22',
      dueTime: null,
      ...input.round,
    },
    submissions: (input.submissions ?? []).map((given, i) => submission({ version: i + 1, ...given })),
    reviews: (input.reviews ?? []).map((given, i) => review({ id: `review-${i}`, ...given })),
    extensions: (input.extensions ?? []).map((given, i) => extension({ id: `extension-${i}`, ...given })),
  };
}

function submission(given: Partial<Submission>): Submission {
  const version = given.version ?? 1;
  const sentAt = given.sentAt ?? iso('2022-06-20 10:00');
  return {
    id: `s${version}`,
    assignmentId: 'a1',
    planId: 'p1',
    unitId: 'u1',
    version,
    kind: 'file',
    files: [],
    note: null,
    sentAt,
    receivedAt: sentAt,
    byPersonId: 'person',
    channel: 'test',
    receiptCode: `TN-0000${version}-7KQ2`,
    verdict: { dueOn: '2022-06-22', isLate: false, daysLate: 0 },
    ...given,
  };
}

function review(given: Partial<Review>): Review {
  return {
    id: 'review',
    submissionId: 's1',
    assignmentId: 'a1',
    decision: 'accepted',
    reason: null,
    newDueOn: null,
    byPersonId: 'clerk',
    at: iso('2022-06-21 10:00'),
    ...given,
  };
}

function extension(given: Partial<Extension>): Extension {
  return {
    id: 'extension',
    number: 1,
    assignmentId: 'a1',
    planId: 'p1',
    requestedOn: iso('2022-06-13 10:00'),
    newDueOn: '2022-06-30',
    reason: 'chờ số liệu',
    requestedBy: 'person',
    status: 'granted',
    decidedBy: 'clerk',
    decidedAt: iso('2022-06-14 10:00'),
    ...given,
  };
}
