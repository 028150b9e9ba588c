/** A public document. */
export interface PublicDocument {
  contentType: string
  body: Buffer
  /** The body is compressed with gzip. */
  isGzipped?: boolean
  /** Content-Security-Policy of the page; default: nothing may be loaded. */
  contentSecurityPolicy?: string
  /** True if scripts of every origin may read the document. */
  isShared?: boolean
}

const closed = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export const html = (
  text: string,
  contentSecurityPolicy = `${closed}; style-src 'self'; img-src data:`,
): PublicDocument => ({
  contentType: 'text/html; charset=utf-8',
  body: Buffer.from(text),
  contentSecurityPolicy,
})

/** Scalar writes styles into the page. Scripts come only from this server, and calls go only to the API. */
export const referencePolicy = (apiOrigin: string | undefined): string =>
  [
    closed,
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self'${apiOrigin === undefined ? '' : ` ${apiOrigin}`}`,
  ].join('; ')
