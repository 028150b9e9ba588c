/** A request target as a path: of a whole URL (RFC 9112 §3.2.2) its path and query; of anything else "/", where nothing is. */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target
  const url = URL.parse(target)
  return url === null || !/^https?:$/.test(url.protocol) ? '/' : url.pathname + url.search
}
