/** One process's part of a limit that `replicas` divide among them; never nothing of something. */
export const shareOf = (limit: number, replicas: number): number =>
  limit === 0 ? 0 : Math.max(1, Math.floor(limit / Math.max(1, replicas)))
