import { isUnimplemented, type RpcDialer } from '@plinth/kit/rpc'
import { TimeServiceService } from '@plinth/proto/identity/v1/time.ts'

/** Asks identity for the time of PostgreSQL; undefined from one of the release before. */
export function identityTime(dialer: RpcDialer): () => Promise<Date | undefined> {
  const identity = dialer.dial('identity', TimeServiceService)
  return async () => {
    try {
      return (await identity.getTime({})).now
    } catch (err) {
      if (isUnimplemented(err)) return undefined
      throw err
    }
  }
}
