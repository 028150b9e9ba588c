import { sqlState } from '@plinth/kit/db'
import { certificateRemedy, isOfCertificate } from '@plinth/kit/server-certificate'

const userRemedy = 'correct the user or the password in the URL, or create the user'
const remedies: readonly [RegExp, string][] = [
  [/^53300$/, 'PostgreSQL has no free connection: end some, raise its max_connections, or lower DATABASE_POOL_MAX'],
  [/^28/, userRemedy],
  [/^42501$/, 'let the user create databases, or create the database for it'],
  [/^25006$/, 'name a server that takes writes, or create the database there'],
  [/^3D000$/, '`plinth migrate` creates it'],
]

/** Returns the remedy for a database that does not let Plinth in, by the error of PostgreSQL: its messages may be in any language. */
export function databaseRemedy(reason: string, thrown: unknown): string {
  const code = sqlState(thrown) || sqlState(thrown instanceof Error ? thrown.cause : undefined)
  const known = remedies.find(([codes]) => codes.test(code))
  if (known !== undefined) return known[1]
  if (/^SASL|no password supplied/.test(reason)) return userRemedy
  if (isOfCertificate(reason)) return certificateRemedy
  if (/does not support SSL/.test(reason)) return 'turn on TLS there, or remove sslmode from the URL'
  if (/unsupported startup parameter/.test(reason))
    return 'remove `options` from the URL, or name in ignore_startup_parameters of PgBouncer what it does not take'
  if (/server_login_retry/.test(reason))
    return 'create the database in PostgreSQL itself if it is missing, and start again in 15 s: PgBouncer remembers the failure for so long'
  return 'start the server or correct the URL'
}
