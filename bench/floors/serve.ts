import type { Express } from 'express'
import { type Child, serveParent, startChild } from '../load/child.ts'
import type { Server } from '../load/variant.ts'

/** Message of a floor once it listens. */
interface Listening {
  url: string
  /** API keys that it takes. */
  keys: readonly string[]
}

type Floor = Server & Listening

/** Runs a file of this folder, which serves until this process ends. */
export async function startFloor(script: URL, args: readonly string[]): Promise<Floor> {
  const { pid, ready }: Child<Listening> = await startChild(script, args)
  return { ...ready, pids: [pid] }
}

/** Express, a gRPC call and a prepared read: two processes on a tenancy database. */
export async function startFloorA(tenancyDatabase: string): Promise<Server> {
  const service = await startFloor(new URL('grpc-service.ts', import.meta.url), [tenancyDatabase])
  const gateway = await startFloor(new URL('grpc-gateway.ts', import.meta.url), [new URL(service.url).port])
  return { url: gateway.url, pids: [...gateway.pids, ...service.pids] }
}

/** In a floor's process. */
export function serve(app: Express, keys: readonly string[] = []): void {
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (address !== null && typeof address === 'object') listening(address.port, keys)
  })
}

export function listening(port: number, keys: readonly string[] = []): void {
  const ready: Listening = { url: `http://127.0.0.1:${port}`, keys }
  serveParent(ready)
}
