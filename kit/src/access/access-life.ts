/** How long any gateway uses what it has read of a key or of access, from the beginning of its reading, whatever reaches it. */
export const accessLifeMaxMs = 3_000
