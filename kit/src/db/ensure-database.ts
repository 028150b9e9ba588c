import pg from 'pg'
import { sqlState } from './failures.ts'

// Another process may create the database after our check: either code means that it exists.
const alreadyThere = ['42P04', '23505']

/** Creates the database of the URL if it is missing. Safe to run in several processes at once. */
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
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} ENCODING 'UTF8' TEMPLATE template0`)
    } catch (err) {
      if (!alreadyThere.includes(sqlState(err))) throw creationFailed(name, err)
    }
  })
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
