/** Maximum time for which a gateway uses a key or an access after it began to read it, without any message. */
export const accessLifeMaxMs = 3_000
