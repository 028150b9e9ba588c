import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { Refusal } from '../refusal.ts'

export type EmbeddedServer = Pick<EmbeddedPostgres, 'url'>

export const postgresDir = (dataDir: string): string => join(resolve(dataDir), 'postgres')

/** Starts the server of the data directory: creates it at the first start, joins it if it is already running. */
export async function startEmbedded(dataDir: string, log: Logger): Promise<EmbeddedPostgres> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    return await startEmbeddedPostgres({ dataDir: postgresDir(dataDir), log })
  } catch (err) {
    const reason = err instanceof Error ? err.message.replace(/\s+/g, ' ').replace(/\.$/, '') : String(err)
    throw new Refusal(
      `The embedded database in PLINTH_DATA_DIR (${resolve(dataDir)}) does not start (${reason}); correct that, or set DATABASE_URL to a PostgreSQL server.`,
      { cause: err },
    )
  }
}
