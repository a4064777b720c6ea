/** What every route behind a signed link has in common: headers that keep it private, and no guessing of links. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';

/** Nothing that is fetched or sent here is opened, kept or found by anyone else. */
export const safeHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
};

/** Requests one address may make in a minute: a whole office behind one line, but no guessing of links. */
const requestsPerMinute = 120;

/** Limits the requests to all routes of a scope; past the limit they are answered with 429. */
export async function limitRequests(scope: FastifyInstance): Promise<void> {
  await scope.register(rateLimit, {
    global: true,
    max: requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: () => Object.assign(new Error('too many requests'), { statusCode: 429 }),
  });
}
