/**
 * Deadline language of Vietnamese administrative documents (domain.md 2): finds and reads phrases such as
 * "trước ngày 15/9/2024", "quý I, II/2024", "trước ngày 01/11 hàng năm", "trong vòng 10 ngày làm việc kể từ …".
 * Pure: no clock, no document layout; days off only where the caller gives a calendar.
 */
export type { FoundDeadline } from './build.js';
export { type Findings, type LookAlike, findDeadlines } from './find.js';
export { readDeadline } from './read.js';
export type { ReadingOptions } from './resolve.js';
export { joinRules } from './rules.js';
