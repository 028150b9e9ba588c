/**
 * SQL of the position of a transaction among all that have stored events: above 2^44 times the number of the server that counts them.
 * As event_position() of the migrations, of which PostgreSQL would plan each call.
 */
export const positionOf = (transactionId: string): string =>
  `(SELECT coalesce((SELECT max(number) FROM event_server), 0) * 17592186044416 + ${transactionId}::text::bigint)`
