import type { StopStep } from '@plinth/kit/db'

/** A server that runs for this process. */
export interface RunningServer {
  /** "PostgreSQL" */
  readonly title: string
  url: string
  /** undefined in a container. */
  readonly pid: number | undefined
  /** How it ended: "SIGKILL", "exit code 1". */
  readonly exited: Promise<string>
  /** Ends it at once, nothing flushed: kill -9, of PostgreSQL an immediate shutdown. */
  kill(): Promise<void>
  /** SIGSTOP to all of its processes: it stays connected and answers nothing. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** Ends it in order, paused or not. */
  stop(): Promise<void>
}

export interface ServerOptions {
  /** Where its data lives and stays. Without one: a temporary folder, gone with this process. */
  dataDir?: string
  /** A loopback port; default: a free one. */
  port?: number
  /** For tests: faster, and safe against a crash of the process but not of the machine. */
  isThrowaway?: boolean
}

/** How one kind of server is started from a binary. */
export interface ServerKind {
  title: string
  /** Does it run as root? */
  isForRoot: boolean
  /** The signals that end it: in order first, and at once by the last. */
  stopSteps: readonly StopStep[]
  prepare(binary: string, dataDir: string, options: ServerOptions): Promise<void>
  env?(dataDir: string): NodeJS.ProcessEnv
  args(dataDir: string, port: number, options: ServerOptions): string[]
  url(port: number): string
  /** Rejects until it answers. */
  ping(port: number): Promise<void>
}
