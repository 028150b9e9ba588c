/** How large a JSON body may be. */
export interface BodyLimits {
  bytesMax: number
  /** Objects, lists, texts, numbers, … at any depth: what reading a body costs grows with them. */
  valuesMax: number
}

/** Holds whatever a record of the longest fields takes, every character escaped. */
export const ordinaryBody: BodyLimits = { bytesMax: 262_144, valuesMax: 20_000 }
/** Of what needs no key: one short text. */
export const strangersBody: BodyLimits = { bytesMax: 8_192, valuesMax: 10 }
/** Of a batch. */
export const largeBody: BodyLimits = { bytesMax: 1_048_576, valuesMax: 20_000 }
/** Of a whole catalogue. */
export const catalogBodyLimits: BodyLimits = { bytesMax: 1_048_576, valuesMax: 50_000 }
