/** Why the web chat refuses a request: a status, a code for the page, a sentence for its reader. */
import { webWords } from './words.js';

/** A refusal with a fixed code and a sentence for the page; never says why in detail. */
export class WebRefusal extends Error {
  readonly statusCode: number;
  readonly code: string;

  constructor(statusCode: number, code: keyof typeof webWords) {
    super(webWords[code]);
    this.name = 'WebRefusal';
    this.statusCode = statusCode;
    this.code = code;
  }
}

/** The same answer for what does not exist and what is not this person's, so that neither can be told apart. */
export function notFound(): WebRefusal {
  return new WebRefusal(404, 'not-found');
}
