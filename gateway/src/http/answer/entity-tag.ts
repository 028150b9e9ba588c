import { hash } from 'node:crypto'

/** `"<row version>-<hash of the body>"`: the row may be the same and the chosen fields others. */
export function entityTag(version: number, body: string): string {
  return `"${version}-${hash('sha256', body, 'base64url').slice(0, 16)}"`
}

/** Does If-None-Match hold this tag? Weak comparison (RFC 9110 §13.1.2). */
export function isNoneMatch(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return header.trim() === '*' || tagsOf(header).includes(tag)
}

// No row has it, so the service refuses with 412 where, and when, it refuses a stale one.
const neverVersion = -1

/** The row version that If-Match asks for; undefined when any will do. A tag that is not ours matches nothing. */
export function ifMatchVersion(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined
  const versions = new Set(header.split(',').map((tag) => /^"(\d{1,15})-[\w-]+"$/.exec(tag.trim())?.[1]))
  const [version] = versions
  return versions.size === 1 && version !== undefined ? Number(version) : neverVersion
}

const tagsOf = (header: string): string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
