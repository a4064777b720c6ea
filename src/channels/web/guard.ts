/**
 * What every web route shares: security headers, same-origin check, rate limits, error answers.
 * It knows no person and no conversation.
 */
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { UserError } from '../../domain/errors.js';
import { errorSentence, ourFault } from '../../texts/errors.js';
import { tooBig } from './uploads.js';
import type { WebConfig } from './config.js';
import { WebRefusal } from './refusal.js';
import { webWords } from './words.js';

/**
 * Registers headers, limits and error answers on an encapsulated scope.
 * The policy names no foreign host and has no `upgrade-insecure-requests`: a demo on a plain http
 * address in the office network must work.
 */
export async function guard(
  scope: FastifyInstance,
  config: WebConfig,
  visitorKey: (request: FastifyRequest) => string,
): Promise<void> {
  await scope.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    // The reverse proxy that terminates TLS owns this header.
    strictTransportSecurity: false,
    // Browsers ignore these two on plain http and complain in the console.
    crossOriginOpenerPolicy: config.secureCookies,
    originAgentCluster: config.secureCookies,
  });
  await scope.register(rateLimit, {
    global: true,
    max: 600,
    timeWindow: 60_000,
    keyGenerator: visitorKey,
    errorResponseBuilder: () => new WebRefusal(429, 'too-many'),
  });
  scope.addHook('onRequest', async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD' && !isSameOrigin(request)) {
      throw new WebRefusal(403, 'cross-site');
    }
  });
  scope.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  scope.setErrorHandler((error, request, reply) => answerError(error, request, reply, config));
}

/**
 * True when the request was made by our own page: the browser says so, or its origin names our host.
 * A request with neither header comes from no page and is refused as well.
 * Source: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function isSameOrigin(request: Pick<FastifyRequest, 'headers'>): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = request.headers;
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, config: WebConfig): void {
  const answer = describe(error, config);
  if (answer.status >= 500) {
    const cause = error instanceof Error ? error.message : 'not an error';
    config.log.error({ route: request.routeOptions.url, cause }, 'A web chat request failed');
  }
  reply.code(answer.status).send({ error: answer.code, message: answer.message });
}

function describe(error: unknown, config: WebConfig): { status: number; code: string; message: string } {
  if (error instanceof WebRefusal) {
    return { status: error.statusCode, code: error.code, message: error.message };
  }
  if (error instanceof UserError) {
    const told =
      error.code === 'file-too-big' && error.detail === null
        ? tooBig(config)
        : error;
    const status = error.code === 'file-too-big' ? 413 : error.code === 'store-busy' ? 503 : 422;
    return { status, code: error.code, message: errorSentence(told) };
  }
  if (error instanceof z.ZodError) {
    return { status: 400, code: 'bad-request', message: webWords['bad-request'] };
  }
  const status = statusOf(error);
  if (status === 413) return { status, code: 'too-long', message: webWords['too-long'] };
  if (status >= 400 && status < 500) {
    return { status, code: 'bad-request', message: webWords['bad-request'] };
  }
  return { status: 503, code: 'fault', message: ourFault };
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500;
  return typeof error.statusCode === 'number' ? error.statusCode : 500;
}
