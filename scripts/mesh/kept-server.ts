import { setTimeout as wait } from 'node:timers/promises'
import { type Found, type RunningServer, startServer } from '@plinth/testkit/servers'

export interface KeptServer {
  readonly url: string
  /** Of the server that runs now; undefined for one in a container. */
  readonly pid: number | undefined
  stop(): Promise<void>
}

export interface KeptServerOptions {
  name: Found
  dataDir: string
  say: (line: string) => void
  /** Called when another process is the server. */
  onStart: () => void
}

const firstRetryMs = 100
const retryMaxMs = 5_000

/** Starts a server, and starts it again on its data and at its address whenever it ends without stop(). */
export async function keepServer({ name, dataDir, say, onStart }: KeptServerOptions): Promise<KeptServer> {
  let server = await startServer(name, { dataDir }, say)
  const { title, url } = server
  const port = Number(new URL(url).port)
  let isStopping = false
  const tellPid = () => server.pid !== undefined && say(`${title} runs as process ${server.pid}`)

  const startAgain = async (): Promise<RunningServer | undefined> => {
    for (let retryMs = firstRetryMs; !isStopping; retryMs = Math.min(retryMs * 2, retryMaxMs)) {
      try {
        return await startServer(name, { dataDir, port }, say)
      } catch (err) {
        say(`${title} does not start; retrying: ${err instanceof Error ? err.message : String(err)}`)
        await wait(retryMs)
      }
    }
    return undefined
  }
  const keep = async () => {
    for (;;) {
      const how = await server.exited
      if (isStopping) return
      say(`${title} ended (${how}); restarting it with its data …`)
      const next = await startAgain()
      if (next === undefined) return
      server = next
      if (isStopping) return
      onStart()
      tellPid()
      say(`${title} is running again`)
    }
  }
  tellPid()
  const keeping = keep()
  return {
    url,
    get pid() {
      return server.pid
    },
    stop: async () => {
      isStopping = true
      const stopped = server
      await stopped.stop()
      await keeping
      // One that was being started again meanwhile.
      if (server !== stopped) await server.stop()
    },
  }
}
