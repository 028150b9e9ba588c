import { PlinthError } from './errors/index.ts'

/** The versions that If-Match names, as the context of a call has them. */
export interface AskedVersions {
  ifMatchVersion?: number | undefined
  /** Several; empty or absent: `ifMatchVersion` is the one. */
  ifMatchVersions?: readonly number[]
}

/**
 * Compares the versions that If-Match names with the stored one: one of them must be it. A call without If-Match matches. Call it
 * under the lock of the row. Throws PRECONDITION_FAILED when none is.
 */
export function matchVersion({ ifMatchVersion, ifMatchVersions = [] }: AskedVersions, version: number): void {
  if (ifMatchVersion !== undefined && ifMatchVersion !== version && !ifMatchVersions.includes(version))
    throw new PlinthError('PRECONDITION_FAILED', 'The resource has changed since you read it. Read it again and retry.')
}
