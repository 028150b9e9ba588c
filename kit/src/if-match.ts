import { PlinthError } from './errors/index.ts'

/**
 * Compares the version that If-Match names with the stored one; a call without If-Match matches. Call it under the lock of the row.
 * Throws PRECONDITION_FAILED when they differ.
 */
export function matchVersion({ ifMatchVersion }: { ifMatchVersion?: number | undefined }, version: number): void {
  if (ifMatchVersion !== undefined && ifMatchVersion !== version)
    throw new PlinthError('PRECONDITION_FAILED', 'The resource has changed since you read it. Read it again and retry.')
}
