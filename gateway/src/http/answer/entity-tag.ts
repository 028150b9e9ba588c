import { hash } from 'node:crypto'

/** `"<row version>-<hash of the body>"`: the same row can be read with other fields. */
export function entityTag(version: number, body: string): string {
  return `"${version}-${hash('sha256', body, 'base64url').slice(0, 16)}"`
}

/** Returns true if If-None-Match contains this tag. Weak comparison (RFC 9110 §13.1.2). */
export function isNoneMatch(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return header.trim() === '*' || tagsOf(header).includes(tag)
}

// No row has this version, so the service refuses it with 412 like a stale one.
const neverVersion = -1

/** Returns the row version of If-Match, or undefined if every version matches. A foreign tag matches nothing. */
export function ifMatchVersion(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined
  const versions = new Set(header.split(',').map((tag) => /^"(\d{1,15})-[\w-]+"$/.exec(tag.trim())?.[1]))
  const [version] = versions
  return versions.size === 1 && version !== undefined ? Number(version) : neverVersion
}

const tagsOf = (header: string): string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
