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

/**
 * Returns the row versions of If-Match, each of which matches (RFC 9110 §13.1.1), or undefined if every version does. A foreign tag
 * matches nothing. A proxy that compresses an answer weakens its tag, in which the version is still that of the row.
 */
export function ifMatchVersions(header: string | undefined): number[] | undefined {
  if (header === undefined || header.trim() === '*') return undefined
  const versions = header.split(',').flatMap((tag) => /^(?:W\/)?"(\d{1,15})-[\w-]+"$/.exec(tag.trim())?.[1] ?? [])
  return [...new Set(versions.map(Number))]
}

const tagsOf = (header: string): string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
