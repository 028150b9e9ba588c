import type pg from 'pg'
import { withClient } from './ensure-database.ts'

const versionMin = 15
const rounds = 4

interface Facts {
  version: string
  major: number
  encoding: string
  collation: string
  sorts_ids: boolean
  is_standby: boolean
  is_read_only: boolean
  role: string
  lacks_create: boolean
}

// IDs sort by their time. In some languages they do not: in Danish "aa" comes after "z", in Estonian "z" before "t".
const facts = `WITH letter AS (SELECT unnest(string_to_array('0123456789abcdefghjkmnpqrstvwxyz', NULL)) AS sign),
    pair AS (SELECT one.sign || other.sign AS signs FROM letter one, letter other)
  SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int / 10000 AS major,
    pg_encoding_to_char(encoding) AS encoding,
    coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale', datcollate) AS collation,
    (SELECT array_agg(signs ORDER BY signs) = array_agg(signs ORDER BY signs COLLATE "C") FROM pair) AS sorts_ids,
    pg_is_in_recovery() AS is_standby, current_setting('transaction_read_only')::boolean AS is_read_only,
    current_user::text AS role, to_regclass('public.outbox') IS NULL
      AND has_schema_privilege(to_regnamespace('public'), 'CREATE') IS NOT TRUE AS lacks_create
  FROM pg_database d WHERE datname = current_database()`

/** Returns why Plinth cannot work on a database as its server, or a pooler in front of it, offers it, and what to do. Changes nothing. */
export const unfitness = (url: string): Promise<string | undefined> =>
  withClient(url, async (client) => {
    if (await sharesSessions(client, url))
      return 'a pooler in transaction mode is in front of it, and the locks of Plinth belong to sessions: use its session mode, or connect to PostgreSQL itself'
    const { rows } = await client.query<Facts>(facts)
    return rows[0] && faultOf(rows[0])
  })

function faultOf({ version, major, encoding, collation, role, lacks_create, ...is }: Facts): string | undefined {
  const anew = `create it anew with ENCODING 'UTF8' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' TEMPLATE template0`
  if (major < versionMin) return `PostgreSQL ${version} is too old: version ${versionMin} or later is required`
  if (encoding !== 'UTF8') return `its encoding is ${encoding}, which lacks characters that callers send: ${anew}`
  if (!is.sorts_ids) return `its collation ${collation} sorts IDs in another order than that of their time: ${anew}`
  if (is.is_standby) return 'it is a standby, which takes no writes: name the primary'
  if (is.is_read_only)
    return 'it takes no writes: default_transaction_read_only is on for this user, database or server, which managed servers set when their disk is full'
  if (lacks_create)
    return `the user ${role} cannot create tables in its schema public: make ${role} the owner of the database, or GRANT CREATE ON SCHEMA public TO "${role}"`
  return undefined
}

/**
 * Does one connection have several sessions, or share its own with another connection? Poolers give the session that was used last,
 * or the one that was not used for longest; a busy one may by chance give both connections the same for a while.
 */
const sharesSessions = (one: pg.Client, url: string): Promise<boolean> =>
  withClient(url, async (other) => {
    const [own, others] = [new Set<number>(), new Set<number>()]
    for (let round = 0; round < rounds; round++) {
      own.add(await sessionOf(one)).add(await sessionOf(one))
      others.add(await sessionOf(other))
    }
    return own.size > 1 || others.size > 1 || [...own].some((pid) => others.has(pid))
  })

async function sessionOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid ?? 0
}
