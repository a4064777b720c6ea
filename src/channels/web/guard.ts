/**
 * What every web route shares: security headers, checks of host and origin, rate limits, error answers.
 * It knows no person and no conversation.
 */
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { UserError } from '../../domain/errors.js';
import { ourFault } from '../../texts/errors.js';
import type { WebConfig } from './config.js';
import { isOurHost, isSameOrigin } from './origin.js';
import { WebRefusal, fromUserError, refusal } from './refusal.js';

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
    errorResponseBuilder: () => refusal(429, 'too-many'),
  });
  scope.addHook('onRequest', async (request) => {
    if (!isOurHost(request, config.publicUrl)) throw refusal(421, 'wrong-host');
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (!isReading && !isSameOrigin(request, config.publicUrl)) throw refusal(403, 'cross-site');
  });
  scope.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  scope.setErrorHandler((error, request, reply) => answerError(error, request, reply, config));
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, config: WebConfig): void {
  const answer = describe(error, config);
  if (answer.statusCode >= 500) {
    const cause = error instanceof Error ? error.message : 'not an error';
    config.log.error({ route: request.routeOptions.url, cause }, 'A web chat request failed');
  }
  reply.code(answer.statusCode).send({ error: answer.code, message: answer.message });
}

function describe(error: unknown, config: WebConfig): WebRefusal {
  if (error instanceof WebRefusal) return error;
  if (error instanceof UserError) return fromUserError(error, config.maxUploadBytes);
  if (error instanceof z.ZodError) return refusal(400, 'bad-request');
  const status = statusOf(error);
  if (status === 413) return refusal(status, 'too-long');
  if (status >= 400 && status < 500) return refusal(status, 'bad-request');
  return new WebRefusal(503, 'fault', ourFault);
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500;
  return typeof error.statusCode === 'number' ? error.statusCode : 500;
}
