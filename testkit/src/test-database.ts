import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ensureDatabase, migrate } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { Client } from 'pg'
import { testServers } from './servers/test-servers.ts'

export interface TestDatabase {
  url: string
  /** Ends every session and drops it; happens by itself when the test process runs out of work. */
  drop(): Promise<void>
}

const open = new Set<TestDatabase>()
let made = 0
process.on('beforeExit', async () => {
  await Promise.all([...open].map((database) => database.drop()))
})

/** A database of its own on the test server: empty, or with a migrations folder applied (once per server, then cloned). */
export async function testDatabase(migrations?: URL): Promise<TestDatabase> {
  const server = await testServers().postgres()
  const name = `plinth_test_${process.pid}_${Date.now().toString(36)}_${made++}`
  if (migrations === undefined) await ensureDatabase(urlOf(server, name))
  else await copyOf(await migratedTemplate(server, migrations), name, server)
  const database: TestDatabase = {
    url: urlOf(server, name),
    drop: async () => {
      if (!open.delete(database)) return
      await asAdmin(server, (admin) => admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`))
    },
  }
  open.add(database)
  return database
}

const copyOf = (template: string, name: string, server: string) =>
  asAdmin(server, (admin) => admin.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`))

async function migratedTemplate(server: string, migrations: URL): Promise<string> {
  const name = `plinth_template_${fingerprint(migrations)}`
  const draft = `${name}_draft`
  await asAdmin(server, async (admin) => {
    // Test files run in processes of their own: one of them migrates, the others wait.
    await admin.query(`SELECT pg_advisory_lock(hashtext($1))`, [name])
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 1) return
    await admin.query(`DROP DATABASE IF EXISTS "${draft}" WITH (FORCE)`)
    await ensureDatabase(urlOf(server, draft))
    await migrate({ url: urlOf(server, draft), migrations, log: openLog({ level: 'silent', name: 'testkit' }) })
    await admin.query(`ALTER DATABASE "${draft}" RENAME TO "${name}"`)
  })
  return name
}

function fingerprint(migrations: URL): string {
  const root = fileURLToPath(migrations)
  const hash = createHash('sha256')
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true }).sort(byPath)) {
    if (!entry.isFile()) continue
    hash.update(`${entry.parentPath.slice(root.length)}/${entry.name}\0`)
    hash.update(readFileSync(`${entry.parentPath}/${entry.name}`))
  }
  return hash.digest('hex').slice(0, 24)
}

const byPath = (a: { parentPath: string; name: string }, b: { parentPath: string; name: string }) =>
  `${a.parentPath}/${a.name}` < `${b.parentPath}/${b.name}` ? -1 : 1

async function asAdmin<T>(url: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client({ connectionString: url })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function urlOf(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
