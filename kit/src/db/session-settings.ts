// Every session has these settings, whatever the server, the database or the role sets for other programs: some of that changes
// what a statement means, or how its result is written. They are sent in SQL: a pooler refuses or drops startup parameters.

type Settings = Readonly<Record<string, string | number>>

const statementTimeoutMs = 10_000
// Less than a process that freezes in a transaction holds its locks: else its transactions would get the lock of a row one after the
// other, and hold it for so long each. Three times it is less than a caller waits (10 s).
const lockTimeoutMs = 3_000

const meaning: Settings = {
  search_path: 'public',
  default_transaction_isolation: 'read committed',
  timezone: 'UTC',
  datestyle: 'ISO, MDY',
  intervalstyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: 1,
  standard_conforming_strings: 'on',
  // The pool ends idle connections, all but that of the lock.
  idle_session_timeout: 0,
  // Compiling a statement takes longer than running any of ours.
  jit: 'off',
  // PostgreSQL would keep the session of a lost machine, and its locks, for two hours.
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
  tcp_user_timeout: 25_000,
}

/** SQL for a session of the pool. */
export const sessionSettings = (idleTransactionMs: number): string =>
  asSql({
    ...meaning,
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: idleTransactionMs,
  })

/** SQL for the transaction of a migration, which may take long. */
export const migrationSettings = asSql(
  { ...meaning, statement_timeout: 0, lock_timeout: '5min', idle_in_transaction_session_timeout: '1min' },
  true,
)

function asSql(settings: Settings, isLocal = false): string {
  const set = (name: string, value: string | number) => `set_config('${name}', '${value}', ${isLocal})`
  return [
    `SELECT ${Object.entries(settings)
      .map(([name, value]) => set(name, value))
      .join(', ')}`,
    // PostgreSQL has it since version 17.
    `SELECT ${set('transaction_timeout', 0)} WHERE current_setting('transaction_timeout', true) IS NOT NULL`,
    // An answered write would be lost with the server. A stronger value stays.
    `SELECT ${set('synchronous_commit', 'on')} WHERE current_setting('synchronous_commit') = 'off'`,
  ].join(';')
}
