/** The one HTTP server: health, metrics, uploads, and whatever routes the channels bring. */
import fastify, { type FastifyInstance } from 'fastify';
import type { Channel, ChannelHealth, Log, Store } from '../domain/ports.js';

export interface ServerDeps {
  store: Store;
  channels: ReadonlyMap<string, Channel>;
  log: Log;
  /** Counters for /health and /metrics. */
  counters(): Record<string, number>;
  /** Whether files are scanned for viruses, and whether that works. */
  virusScan?: () => ChannelHealth;
}

/** Builds the server without listening. Bodies over 1 MB are refused before parsing; uploads raise that for themselves. */
export function createServer(deps: ServerDeps): FastifyInstance {
  const { store, channels, log } = deps;
  const server = fastify({
    logger: false,
    bodyLimit: 1_048_576,
    // A large report over a weak line takes its time; headers alone stay under the short limit of Node.
    requestTimeout: 3_600_000,
    forceCloseConnections: true,
    // Only a proxy on this machine is believed about whom it speaks for.
    trustProxy: 'loopback',
    // Signed links are longer than the router's usual hundred characters; the signer itself stops at this length.
    routerOptions: { maxParamLength: 4_096 },
  });
  server.server.headersTimeout = 20_000;
  server.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('x-content-type-options')) reply.header('x-content-type-options', 'nosniff');
  });
  server.setNotFoundHandler((_request, reply) =>
    reply.status(404).type('text/plain; charset=utf-8').send('Không có trang này.'),
  );
  server.setErrorHandler((error, request, reply) => {
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status >= 500) log.error({ error, route: request.routeOptions.url ?? '' }, 'HTTP request failed');
    const text =
      status === 413
        ? 'Tệp hoặc nội dung gửi lên quá lớn.'
        : status === 429
          ? 'Quá nhiều yêu cầu. Đề nghị chờ một phút rồi thử lại.'
          : status >= 500
            ? 'Hệ thống gặp lỗi, đề nghị thử lại.'
            : 'Yêu cầu không hợp lệ.';
    return reply.status(status).type('text/plain; charset=utf-8').send(text);
  });
  server.get('/health', async (_request, reply) => {
    const parts: Record<string, { ok: boolean; detail: string }> = {
      store: { ok: store.failure() === null, detail: store.failure() ?? 'ok' },
    };
    for (const [name, channel] of channels) parts[name] = channel.health();
    if (deps.virusScan) parts['virus-scan'] = deps.virusScan();
    const failing = Object.entries(parts).filter(([, part]) => !part.ok);
    const body = {
      status: failing.length === 0 ? 'ok' : 'failing',
      failing: failing.map(([name]) => name),
      parts,
    };
    return reply
      .status(failing.length === 0 ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(body);
  });
  server.get('/metrics', async (_request, reply) => {
    const memory = process.memoryUsage();
    const values = {
      ...deps.counters(),
      resident_memory_bytes: memory.rss,
      uptime_seconds: process.uptime(),
    };
    const lines = Object.entries(values).map(
      ([name, value]) => `# TYPE dondoc_${name} gauge\ndondoc_${name} ${value}`,
    );
    return reply.type('text/plain; version=0.0.4').send(`${lines.join('\n')}\n`);
  });
  return server;
}
