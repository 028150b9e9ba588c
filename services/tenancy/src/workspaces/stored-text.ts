// PostgreSQL's text and jsonb hold neither U+0000 nor half a surrogate pair, plain or as a JSON escape.
const escapes = /\\u(0000|d[89a-f][0-9a-f]{2})/i

/** May this text, or this JSON as JSON.stringify writes it, be stored? */
export const isStorable = (text: string): boolean =>
  text.isWellFormed() && !text.includes('\0') && !escapes.test(text.replaceAll('\\\\', ''))
