/** Why the web chat refuses a request: a status, a code for the page, a sentence for its reader. */
import { UserError } from '../../domain/errors.js';
import { errorSentence } from '../../texts/errors.js';
import { size } from '../../texts/format.js';
import { webWords } from './words.js';

/** A refusal with a code and a sentence for the page; never says why in detail. */
export class WebRefusal extends Error {
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: string, sentence: string) {
    super(sentence);
    this.name = 'WebRefusal';
    this.statusCode = statusCode;
    this.code = code;
  }
}

/** A refusal with one of the web chat's own sentences. */
export function refusal(statusCode: number, code: keyof typeof webWords): WebRefusal {
  return new WebRefusal(statusCode, code, webWords[code]);
}

/** The same answer for what does not exist and what is not this person's, so that neither can be told apart. */
export function notFound(): WebRefusal {
  return refusal(404, 'not-found');
}

/** The refusal of a file over the limit, with the limit as people read it. */
export function tooBig(maxBytes: number): UserError {
  const megabytes = Math.floor(maxBytes / 1024 / 1024);
  return new UserError('file-too-big', megabytes > 0 ? `${megabytes} MB` : size(maxBytes));
}

/**
 * What a `UserError` of the app is on this surface.
 * @param fileName the file concerned, so that someone sending ten knows which one to look at.
 */
export function fromUserError(error: UserError, maxBytes: number, fileName?: string): WebRefusal {
  const told = error.code === 'file-too-big' && error.detail === null ? tooBig(maxBytes) : error;
  const isPassing = error.code === 'store-busy' || error.code === 'scan-unavailable';
  const status = error.code === 'file-too-big' ? 413 : isPassing ? 503 : 422;
  return new WebRefusal(status, error.code, errorSentence(told, fileName));
}
