import type { Logger } from '../../log.ts'
import { findBinaries, makeLinks } from './binaries.ts'
import { ensureCluster, layoutOf } from './cluster.ts'
import { makeFolder, serverAccount } from './run-program.ts'
import { type EmbeddedPostgres, joinServer, startServer } from './server.ts'

export interface EmbeddedPostgresOptions {
  /** Folder of the server, created at the first start. */
  dataDir: string
  log: Logger
}

/**
 * Starts the PostgreSQL of the npm package on its own folder: creates it at the first start, joins it if it already runs. On Linux it
 * always stops when this process ends; elsewhere the next process joins a server that outlives its process.
 */
export async function startEmbeddedPostgres({ dataDir, log }: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const layout = layoutOf(dataDir)
  const running = await joinServer(layout)
  if (running !== undefined) return running
  const account = serverAccount(layout.root)
  const binaries = findBinaries()
  makeFolder(layout.root, account)
  makeLinks(layout.lib, binaries, account)
  await ensureCluster(layout, binaries, account)
  return startServer({ layout, binaries, account, log })
}

/** Returns the server that runs on this folder when it is ready, or undefined if none runs. */
export function runningEmbeddedPostgres({ dataDir }: { dataDir: string }): Promise<EmbeddedPostgres | undefined> {
  return joinServer(layoutOf(dataDir))
}
