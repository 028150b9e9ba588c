import { accessLifeMaxMs } from '@plinth/kit/access-life'

// Whoever changes one of these reads peer.ts first: its promise rests on how they compare.

/** How often a gateway says that it is there. */
export const beatEveryMs = 1_000

/** How long after a beat was sent that came back its gateway trusts its caches. */
export const trustMs = 3_000

/** How long after the beginning of its loading anything remembered may be used, trusted or not. */
export const entryLifeMaxMs = accessLifeMaxMs

/** When a round ends without those who are silent; more than an entry lives. */
export const roundMaxMs = 3_500

/** How long a gateway counts as there after its last beat, and how long one listens before it knows who is; more than trustMs. */
export const presenceMs = 4_000
