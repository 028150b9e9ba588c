import type { Statement } from '@plinth/kit/db'

/**
 * Opens a transaction that holds the locks of many endpoints over several round trips. Should its process freeze, PostgreSQL ends
 * the transaction and the connection after 5 s, not after 30 s as others: statements that wait for a lock, those that store events
 * too, give up after 10 s.
 */
export const endedWhenFrozen: Statement = { text: `SET LOCAL idle_in_transaction_session_timeout = '5s'` }
