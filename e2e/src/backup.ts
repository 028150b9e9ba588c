import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { SystemClock } from '@plinth/kit/clock'
import { openDatabase } from '@plinth/kit/db'
import { openLog } from '@plinth/kit/log'
import { type TestDatabase, testDatabase } from '@plinth/testkit'
import { postgresProgram } from '@plinth/testkit/servers'

const run = promisify(execFile)

export interface Backup {
  /** Into new databases, in the same order. */
  restore(): Promise<TestDatabase[]>
  remove(): Promise<void>
}

/** Dumps databases one after the other, as docs/operate/backup.md says. */
export async function backUp(databases: readonly TestDatabase[]): Promise<Backup> {
  const folder = await mkdtemp(join(tmpdir(), 'plinth-backup-'))
  const major = await majorVersion(databases[0]?.url ?? '')
  const files: string[] = []
  for (const { url } of databases) {
    const file = join(folder, `${files.length}.dump`)
    await run(postgresProgram('pg_dump', major), ['--format=custom', `--file=${file}`, url])
    files.push(file)
  }
  return {
    restore: () =>
      Promise.all(
        files.map(async (file) => {
          const database = await testDatabase()
          const options = ['--exit-on-error', '--no-owner', '--single-transaction', `--dbname=${database.url}`]
          await run(postgresProgram('pg_restore', major), [...options, file])
          return database
        }),
      ),
    remove: () => rm(folder, { recursive: true }),
  }
}

async function majorVersion(url: string): Promise<number> {
  const log = openLog({ level: 'silent', name: 'backup' })
  const database = openDatabase({ url, poolMax: 1, clock: new SystemClock(), log })
  try {
    const [row] = await database.query<{ version: number }>({
      text: `SELECT current_setting('server_version_num')::int / 10000 AS version`,
    })
    return row?.version ?? 0
  } finally {
    await database.close()
  }
}
