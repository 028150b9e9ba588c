import type { Logger } from '../../log.ts'
import { findBinaries, makeLinks } from './binaries.ts'
import { ensureCluster, layoutOf } from './cluster.ts'
import { makeFolder, serverAccount } from './run-program.ts'
import { type EmbeddedPostgres, joinServer, startServer } from './server.ts'

export interface EmbeddedPostgresOptions {
  /** Its folder, made at first start. */
  dataDir: string
  log: Logger
}

/**
 * The PostgreSQL of the npm package on its own folder: made at first start, joined when it runs already. On Linux it
 * stops when this process ends, however that ends; elsewhere a server that outlives its process is joined by the next.
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

/** The server that runs on this folder, once it is ready; undefined when none does. */
export function runningEmbeddedPostgres({ dataDir }: { dataDir: string }): Promise<EmbeddedPostgres | undefined> {
  return joinServer(layoutOf(dataDir))
}
