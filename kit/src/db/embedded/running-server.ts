import { setTimeout as wait } from 'node:timers/promises'
import { isRunning } from '../../running-process.ts'
import type { EmbeddedPostgres } from './embedded-postgres.ts'

export interface RunningServerOptions {
  pid: number
  url: (databaseName: string) => string
  /** Resolves with its last words when it has ended. */
  gone: Promise<string>
  joined: boolean
}

const fastStopTimeoutMs = 20_000
const pollMs = 10

/** A server that answers. */
export class RunningServer implements EmbeddedPostgres {
  readonly joined: boolean
  readonly url: (databaseName: string) => string
  readonly exited: Promise<string>
  readonly #pid: number
  readonly #gone: Promise<string>
  #isStopping = false

  constructor({ pid, url, gone, joined }: RunningServerOptions) {
    this.joined = joined
    this.url = url
    this.#pid = pid
    this.#gone = gone
    this.exited = new Promise((resolve) => {
      gone.then((lastWords) => {
        process.off('exit', this.#signalFast)
        if (!this.#isStopping) resolve(`the embedded database has ended: ${lastWords}`)
      })
    })
    // For a process that ends without stop(), where the kernel does not end the server with its parent.
    if (!joined) process.on('exit', this.#signalFast)
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    this.#signalFast()
    const patienceEndsMs = performance.now() + fastStopTimeoutMs
    while (isRunning(this.#pid)) {
      if (performance.now() > patienceEndsMs) this.#signal('SIGQUIT')
      await wait(pollMs)
    }
    await this.#gone
  }

  // PostgreSQL's fast shutdown: sessions are ended, what was committed is written.
  readonly #signalFast = () => this.#signal('SIGINT')

  #signal(signal: NodeJS.Signals): void {
    try {
      process.kill(this.#pid, signal)
    } catch {
      // It has ended already.
    }
  }
}
