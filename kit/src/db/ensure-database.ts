import pg from 'pg'
import { sqlState } from './failures.ts'

// Another process may create the database after our check: either code means that it exists.
const alreadyThere = ['42P04', '23505']

// None is the cluster's: it may sort IDs in another order than that of their time, or have no UTF8.
const builtinLocale = `LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C'`
const builtinSince = 170_000
// Machines differ in the languages that they have. Each knows upper and lower case of fewer letters than the one before.
const libcLocales = [`LC_CTYPE 'C.UTF-8'`, '', `LC_CTYPE 'C'`].map(
  (type) => `LOCALE_PROVIDER libc LC_COLLATE 'C' ${type}`,
)
// The machine lacks the locale, or it is one of another encoding.
const unsuitedLocale = ['42809', '22023']

/** Creates the database of the URL if it is missing, in a way that suits Plinth. Safe to run in several processes at once. */
export async function ensureDatabase(url: string): Promise<void> {
  const database = new URL(url).pathname.slice(1)
  const name = decodeURIComponent(database)
  if (await exists(url)) return
  const maintenance = new URL(url)
  maintenance.pathname = '/postgres'
  await withClient(maintenance.href, async (client) => {
    // A copy takes longer than what a role lets its statements take.
    await client.query('SET statement_timeout = 0')
    try {
      await create(client, name)
    } catch (err) {
      if (!alreadyThere.includes(sqlState(err))) throw creationFailed(name, err)
    }
  })
}

async function create(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int AS version`,
  )
  const locales = (rows[0]?.version ?? 0) < builtinSince ? libcLocales : [builtinLocale]
  for (const [at, locale] of locales.entries()) {
    try {
      await client.query(
        `CREATE DATABASE ${client.escapeIdentifier(name)} ENCODING 'UTF8' ${locale} TEMPLATE template0`,
      )
      return
    } catch (err) {
      if (!unsuitedLocale.includes(sqlState(err)) || at === locales.length - 1) throw err
    }
  }
}

async function exists(url: string): Promise<boolean> {
  try {
    await withClient(url, async () => undefined)
    return true
  } catch (err) {
    if (sqlState(err) === '3D000') return false
    throw err
  }
}

/** One connection for one job. */
export async function withClient<T>(url: string, fn: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'plinth', connectionTimeoutMillis: 5_000 })
  // The query in flight rejects too; an unhandled event would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await fn(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function creationFailed(name: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new Error(`the database "${name}" is missing and cannot be created (${reason}); create it or allow CREATEDB`, {
    cause,
  })
}
