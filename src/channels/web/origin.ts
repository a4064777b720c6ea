/** Whether a request was made by our own page, at an address that is ours. */
import type { FastifyRequest } from 'fastify';

type Headers = Pick<FastifyRequest, 'headers'>;

/**
 * True when the request was made by our own page: the browser says so, or its origin names our host.
 * A request with neither header comes from no page and is refused as well. Browsers leave out
 * `Sec-Fetch-Site` on plain http, hence the second way.
 * Source: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function isSameOrigin(request: Headers, publicUrl?: string | null): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  // A proxy may put its own name into `Host`; the address people open stays the same.
  if (publicUrl != null && new URL(publicUrl).origin === new URL(origin).origin) return true;
  return host !== undefined && new URL(origin).host === host.toLowerCase();
}

// Names that no public name server answers for: RFC 6761, 6762, 8375 and ICANN's reserved `.internal`.
const localNames = /(?:^|\.)(?:localhost|local|lan|internal|home\.arpa)$/;

/**
 * True for a `Host` that cannot be a stranger's name pointed at this machine (DNS rebinding): an IP address,
 * a name without dots, a local name, or the host of `PUBLIC_URL`.
 * @param publicUrl undefined when the app does not say; every host passes then.
 */
export function isOurHost(request: Headers, publicUrl: string | null | undefined): boolean {
  if (publicUrl === undefined) return true;
  const { host } = request.headers;
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  if (publicUrl !== null && hostname === new URL(publicUrl).hostname) return true;
  // The parser writes every spelling of an IPv4 address with dots, and IPv6 in brackets.
  const isAddress = /^(?:\d{1,3}\.){3}\d{1,3}$/.test(hostname) || hostname.startsWith('[');
  return isAddress || !hostname.includes('.') || localNames.test(hostname);
}
