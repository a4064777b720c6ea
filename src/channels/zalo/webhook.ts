/**
 * The webhook route. The signature is over the bytes as received, so they are kept raw. What is not signed is answered 200
 * and dropped: the console's own probe is unsigned, and a wrong secret must not get the webhook switched off.
 */
import type { FastifyInstance } from 'fastify';
import type { Log } from '../../domain/ports.js';
import { type ZaloEvent, zaloEventOf } from './inbound.js';
import type { SignatureCheck } from './signature.js';

export const zaloWebhookPath = '/webhooks/zalo';
/** The platform waits two seconds; an event stored later than that is asked for again, and known by its id then. */
const answerMs = 1_800;

/**
 * Adds `POST /webhooks/zalo`: 200 for what is stored or means nothing, 503 when the event must come again.
 * @param take resolves when the event is safe (or means nothing), rejects when it must come again.
 */
export async function mountZaloWebhook(
  server: FastifyInstance,
  deps: { signature: SignatureCheck; log: Log; take: (event: ZaloEvent) => Promise<void> },
): Promise<void> {
  const { signature, log, take } = deps;
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, next) => next(null, body));
    // The console looks whether the address answers at all.
    scope.get(zaloWebhookPath, async (_request, reply) => reply.code(200).send({}));
    scope.post(zaloWebhookPath, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const event = zaloEventOf(parsed(body));
      const header = request.headers['x-zevent-signature'];
      const given = typeof header === 'string' ? header : undefined;
      if (event === null || !signature.isGenuine(given, body, event.timestamp)) {
        log.warn(
          { isSigned: given !== undefined, isEvent: event !== null },
          'A Zalo webhook call was dropped',
        );
        return reply.code(200).send({});
      }
      const isSafe = await within(take(event), answerMs);
      if (isSafe) return reply.code(200).send({});
      return reply.code(503).send({ error: 'try again' });
    });
    done();
  });
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

/** Whether work ends well in time; work that takes longer goes on. */
async function within(work: Promise<void>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const done = work.then(
    () => true,
    () => false,
  );
  const isDone = await Promise.race([done, late]);
  clearTimeout(timer);
  return isDone;
}
