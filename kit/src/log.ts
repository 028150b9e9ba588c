import pino from 'pino'
import { activeTraceFields } from './telemetry/log-fields.ts'

export type Logger = pino.Logger

// Values under these names never reach the output, even if they are logged by mistake.
const redacted = ['authorization', 'cookie', 'key', 'secret', 'password', 'token', 'body', 'payload']

export interface LogOptions {
  level: string
  /** The part, or "plinth" for the process. */
  name: string
  /** Receives the JSON lines instead of standard error, to format them for people. */
  stream?: { write(line: string): void }
}

/** Logs JSON lines to standard error; standard output is for the data of commands. */
export function openLog(options: LogOptions): Logger {
  return pino(
    {
      name: options.name,
      level: options.level,
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: activeTraceFields,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: redacted.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    },
    options.stream ?? pino.destination({ dest: 2, sync: true }),
  )
}
