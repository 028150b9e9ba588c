import type { Logger } from '../../log.ts'
import { serverAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import { ensureCluster } from './cluster.ts'
import { layoutOf, makeFolder, makeLinks } from './layout.ts'
import { joinServer, startServer } from './server.ts'

export interface EmbeddedPostgres {
  /** postgres://…, over a socket that only this user can reach. */
  url(databaseName: string): string
  /** It was running already: another process started it, and may need it. */
  readonly joined: boolean
  /** Resolves, with a sentence, when the server ends without stop(). */
  readonly exited: Promise<string>
  /** Ends every session, then the server, joined or not. */
  stop(): Promise<void>
}

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
  makeLinks(layout, binaries, account)
  await ensureCluster(layout, binaries, account)
  return startServer({ layout, binaries, account, log })
}

/** The server that runs on this folder, once it is ready; undefined when none does. */
export function runningEmbeddedPostgres({ dataDir }: { dataDir: string }): Promise<EmbeddedPostgres | undefined> {
  return joinServer(layoutOf(dataDir))
}
