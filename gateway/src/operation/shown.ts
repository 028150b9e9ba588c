import { z } from 'zod'

/** Schemas of fields that answers show. Ids are opaque; times are UTC. */
export const shownId = z.string()
export const shownTime = z.iso.datetime()
