/** How large a JSON body may be. */
export interface BodyLimits {
  bytesMax: number
  /** Objects, lists, texts, numbers, … at any depth: what reading a body costs grows with them. */
  valuesMax: number
}

/** Large enough for a record with the longest fields, with every character escaped. */
export const ordinaryBody: BodyLimits = { bytesMax: 262_144, valuesMax: 20_000 }
/** Limit for operations without a key: one short text. */
export const strangersBody: BodyLimits = { bytesMax: 8_192, valuesMax: 10 }
/** Limit for a batch. */
export const largeBody: BodyLimits = { bytesMax: 1_048_576, valuesMax: 20_000 }
/** Limit for a whole catalogue, and for all event types. */
export const catalogBodyLimits: BodyLimits = { bytesMax: 1_048_576, valuesMax: 50_000 }
/** Limit for events of the product: lists of numbers in their data are usual. */
export const eventsBody: BodyLimits = { bytesMax: 1_048_576, valuesMax: 50_000 }
