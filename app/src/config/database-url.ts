import { namesSeveral, percentEncode, severalServers } from '@plinth/kit/config'
import { z } from 'zod'

const start = /^postgres(ql)?:\/\//i

/** Parameters that the driver knows and whose effect fits here. */
const taken =
  /^(host|port|user|password|ssl|sslmode|sslcert|sslkey|sslrootcert|sslnegotiation|uselibpqcompat|application_name|fallback_application_name|options)$/
/** Those of libpq and of other pools that change nothing here: the pool, and each session in SQL, have settings of their own. */
const harmless =
  /^(channel_binding|gssencmode|connect_timeout|keepalives(_idle|_interval|_count)?|tcp_user_timeout|pgbouncer|connection_limit|pool_timeout|socket_timeout|statement_cache_size|(statement|lock|idle_in_transaction_session)_timeout)$/

/** The URL of a PostgreSQL database or server, without what is harmless. Its password is never part of a sentence. */
export const postgresUrl: z.ZodType<string, string> = z
  .string()
  .superRefine((value, context) => {
    const mistake = mistakeOf(value)
    if (mistake !== undefined) context.addIssue({ code: 'custom', message: mistake })
  })
  .transform(withoutHarmless)

/** The driver sends some of them when a session begins, and PgBouncer refuses them. */
function withoutHarmless(value: string): string {
  const [address = '', query = ''] = value.split(/\?(.*)/s, 2)
  const left = query.split('&').filter((parameter) => !harmless.test(parameter.replace(/=.*/s, '')))
  return left.join('') === '' ? address : `${address}?${left.join('&')}`
}

function mistakeOf(value: string): string | undefined {
  if (!start.test(value)) return 'must be a URL that starts with postgres:// or postgresql://'
  // Of a password with a sign that ends the host's part of a URL, the rest would be shown as path or parameter.
  if (afterHost(value).includes('@')) return percentEncode
  if (namesSeveral(value)) return severalServers
  if (!URL.canParse(value)) return percentEncode
  const { searchParams } = new URL(value)
  if (searchParams.get('host')?.includes(',')) return severalServers
  for (const [name, given] of searchParams) {
    if (taken.test(name) || harmless.test(name) || isDefault(name, given)) continue
    // The rest of a password after a & looks like a parameter.
    if (searchParams.has('password')) return percentEncode
    const remedy = name === 'schema' ? ownSchema : 'remove it'
    return `has the parameter ${name}, which Plinth does not take: ${remedy}`
  }
  return undefined
}

const afterHost = (value: string): string => /^\w+:\/\/[^/?#]*(.*)$/s.exec(value)?.[1] ?? ''

const isDefault = (name: string, value: string): boolean =>
  (name === 'schema' && value === 'public') ||
  (name === 'target_session_attrs' && /^(any|read-write|primary)$/.test(value))

const ownSchema = 'tables are made in the schema public, and each part has a database of its own; remove it'
