/**
 * `/upload/<signed>`: handing in a file over a chat's limit, from a phone's browser.
 * With a script the file goes up in pieces that survive a broken line (`partial-uploads.ts`), without one as a form. A
 * stored upload enters through the inbox like any message, so the receipt comes in the chat.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { UserError } from '../domain/errors.js';
import type { Vault } from '../domain/ports.js';
import { toIso } from '../domain/time.js';
import { errorSentence } from '../texts/errors.js';
import * as pages from '../texts/upload-page.js';
import { packagePath } from './assets.js';
import { type PartialDeps, type PartialUploads, openPartialUploads } from './partial-uploads.js';
import { limitRequests, safeHeaders } from './signed-routes.js';
import { readGrant, uploadedMessage } from './upload-grant.js';

export interface UploadDeps extends PartialDeps {
  vault: Vault;
}

/** Scripts of the page, by the name they are asked for. */
const scripts: Record<string, string> = {
  'page.js': packagePath('dist', 'upload', 'page.js'),
  'tus.js': packagePath('node_modules', 'tus-js-client', 'dist', 'tus.min.js'),
};

/** Adds the routes. Forged, expired and foreign links all get the same page. */
export async function uploadRoutes(server: FastifyInstance, deps: UploadDeps): Promise<PartialUploads> {
  const partial = await openPartialUploads(deps);
  await server.register(async (scope) => {
    await scope.register(multipart, { limits: { fileSize: deps.maxBytes, files: 1, fields: 4 } });
    await limitRequests(scope);
    scope.get<{ Params: { token: string } }>('/upload/:token', async (request, reply) => {
      const target = readGrant(deps, request.params.token);
      if (!target) return page(reply, 404, pages.deadLink);
      return page(reply, 200, pages.form(target.title, target.code, deps.maxBytes));
    });
    scope.post<{ Params: { token: string } }>('/upload/:token', async (request, reply) => {
      const target = readGrant(deps, request.params.token);
      if (!target) return page(reply, 404, pages.deadLink);
      const part = await request.file();
      if (!part) return page(reply, 400, pages.noFile);
      try {
        const file = await deps.gate.take({
          source: part.file,
          name: part.filename,
          caption: null,
          sender: `${target.channel}:${target.addressExternalId}`,
        });
        const now = toIso(deps.clock.now());
        await deps.sink(uploadedMessage(target, file, `upload-${randomUUID()}`, now));
        return page(reply, 200, pages.received(file.name, file.size));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return page(
          reply,
          error.code === 'file-too-big' ? 413 : 400,
          pages.refused(errorSentence(error, part.filename)),
        );
      }
    });
    scope.get<{ Params: { name: string } }>('/upload/assets/:name', async (request, reply) => {
      const path = Object.hasOwn(scripts, request.params.name) ? scripts[request.params.name] : undefined;
      if (path === undefined) return page(reply, 404, pages.deadLink);
      return reply
        .headers({ ...safeHeaders, 'cache-control': 'public, max-age=3600' })
        .type('text/javascript; charset=utf-8')
        .send(await readFile(path));
    });
  });
  await server.register(async (scope) => {
    // The pieces are many and their address is signed: the limit of the pages would stop an honest upload.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, done) => done(null));
    const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      reply.hijack();
      for (const [name, value] of Object.entries(safeHeaders)) reply.raw.setHeader(name, value);
      await partial.server.handle(request.raw, reply.raw);
    };
    const methods = ['POST', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS'];
    const options = { bodyLimit: deps.maxBytes + 1, exposeHeadRoute: false };
    scope.route({ method: methods, url: '/upload/:token/parts', handler: handle, ...options });
    scope.route({ method: methods, url: '/upload/:token/parts/:id', handler: handle, ...options });
  });
  return partial;
}

function page(reply: FastifyReply, status: number, body: pages.Page): FastifyReply {
  const policy = `default-src 'none'; script-src 'self'; connect-src 'self'; style-src '${body.styleHash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
  return reply
    .status(status)
    .headers({ ...safeHeaders, 'content-security-policy': policy })
    .type('text/html; charset=utf-8')
    .send(body.html);
}
