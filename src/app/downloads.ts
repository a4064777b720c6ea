/**
 * `/files/<signed>`: one handed-in file, everything of a plan as one archive, or the archive of a closed plan.
 * A link is a key for one person and one purpose; the right to what lies behind it is asked for again at every use, and
 * whoever has none gets the same page as for a link that was never made.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Rules } from '../domain/command.js';
import { contentDisposition } from '../domain/file-name.js';
import type { Clock, Log, Store, Vault } from '../domain/ports.js';
import { toIso } from '../domain/time.js';
import { startBundle } from '../exports/bundle.js';
import { deadFileLink, pagePolicy } from '../texts/download-page.js';
import { type Behind, behind } from './file-links.js';
import { rangeOf } from './range.js';
import type { Signer } from './sign.js';
import { limitRequests, safeHeaders } from './signed-routes.js';

export interface DownloadDeps {
  store: Store;
  vault: Vault;
  clock: Clock;
  log: Log;
  signer: Signer;
  rules: Rules;
}

const sandbox = { 'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'" };

interface Link {
  Params: { token: string };
}

/** Adds the route, with its own limit of requests. */
export async function downloadRoutes(server: FastifyInstance, deps: DownloadDeps): Promise<void> {
  await server.register(async (scope) => {
    await limitRequests(scope);
    scope.route<Link>({
      method: ['GET', 'HEAD'],
      url: '/files/:token',
      handler: async (request, reply) => {
        const found = behind(deps.store, deps.signer, request.params.token, deps.clock.now());
        if (found === null) return dead(reply);
        if (found.kind === 'bundle') return sendBundle(found, request, reply, deps);
        return sendFile(found, request, reply, deps);
      },
    });
  });
}

function dead(reply: FastifyReply): FastifyReply {
  return reply
    .status(404)
    .headers({ ...safeHeaders, 'content-security-policy': pagePolicy })
    .type('text/html; charset=utf-8')
    .send(deadFileLink);
}

/** The file, or the stretch of it a phone still lacks. */
async function sendFile(
  found: Extract<Behind, { kind: 'file' }>,
  request: FastifyRequest<Link>,
  reply: FastifyReply,
  deps: DownloadDeps,
): Promise<FastifyReply> {
  const { file } = found;
  const path = await deps.vault.pathOf(file.sha256).catch(() => null);
  const size =
    path === null
      ? null
      : await stat(path).then(
          (is) => is.size,
          () => null,
        );
  if (path === null || size === null) {
    deps.log.error({ sha256: file.sha256, subject: found.subject }, 'A file behind a link is missing');
    return dead(reply);
  }
  const etag = `"${file.sha256}"`;
  const { range, 'if-range': ifRange } = request.headers;
  const stretch = rangeOf(range, ifRange as string | undefined, size, etag);
  reply.headers({
    ...safeHeaders,
    ...sandbox,
    'accept-ranges': 'bytes',
    etag,
    'content-disposition': contentDisposition('attachment', file.name),
  });
  reply.type('application/octet-stream');
  if (stretch === 'unsatisfiable') return reply.status(416).header('content-range', `bytes */${size}`).send();
  const isWhole = stretch === 'whole';
  reply
    .status(isWhole ? 200 : 206)
    .header('content-length', isWhole ? size : stretch.end - stretch.start + 1);
  if (!isWhole) reply.header('content-range', `bytes ${stretch.start}-${stretch.end}/${size}`);
  if (request.method === 'HEAD') return reply.send();
  // A phone that goes on where it stopped has not fetched it twice.
  if (isWhole || stretch.start === 0) await note(found, 'download-file', deps);
  return reply.send(createReadStream(path, isWhole ? {} : stretch));
}

async function sendBundle(
  found: Extract<Behind, { kind: 'bundle' }>,
  request: FastifyRequest<Link>,
  reply: FastifyReply,
  deps: DownloadDeps,
): Promise<FastifyReply> {
  const { store, vault, rules, log } = deps;
  reply.headers({ ...safeHeaders, ...sandbox }).type('application/zip');
  // Whoever only looks whether the link is alive packs nothing.
  if (request.method === 'HEAD') return reply.send();
  const bundle = await startBundle(store, found.taken, {
    vault,
    calendar: rules.calendar,
    onDamaged: ({ sha256, path }) =>
      log.error({ sha256, path, subject: found.subject }, 'A file in the vault no longer has its content'),
  });
  await note(found, 'download-bundle', deps);
  reply.header('content-disposition', contentDisposition('attachment', bundle.name));
  if (bundle.length !== null) reply.header('content-length', bundle.length);
  return reply.send(bundle.stream);
}

/** Who fetched what, and when, stands in the audit trail; a disk that is full keeps nobody from reading. */
async function note(
  { person, subject }: Behind,
  act: string,
  { store, clock, log }: DownloadDeps,
): Promise<void> {
  const entry = { at: toIso(clock.now()), personId: person.id, channel: 'http', act, subject, detail: null };
  try {
    await store.transaction((tx) => tx.put('audit', { id: `a${tx.next('audit')}`, ...entry }));
  } catch (error) {
    log.error({ error, ...entry }, 'A download could not be noted');
  }
}
