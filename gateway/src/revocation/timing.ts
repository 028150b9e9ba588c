// Read revocation-protocol.ts before you change one of these: its promise rests on how they compare.

/** How often a gateway announces that it runs. */
export const heartbeatEveryMs = 1_000

/** How long a gateway trusts its caches after it sent a heartbeat that came back. */
export const trustMs = 3_000

export { cachedAccessMsMax } from '@plinth/kit/access/cached-access'

/** When a revocation ends without the gateways that are silent; more than cachedAccessMsMax. */
export const revocationMaxMs = 3_500

/** How long a gateway counts as running after its last heartbeat, and how long one listens before it knows the others; more than trustMs. */
export const presenceMs = 4_000
