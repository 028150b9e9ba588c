import { homedir } from 'node:os'
import { join } from 'node:path'
import type { ReadStream, WriteStream } from 'node:tty'

import { usageError } from './failure.ts'

export type Env = Readonly<Record<string, string | undefined>>

/** Streams and environment of a run of the command. */
export interface Io {
  env: Env
  stdin: NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY' | 'setRawMode'>>
  stdout: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'writableNeedDrain'>>
  stderr: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>
}

/** Whether a person can be asked: questions are written to stderr, so that stdout stays data. */
export const canAsk = ({ stdin, stderr }: Io): boolean => stdin.isTTY === true && stderr.isTTY === true

/** The folder of profiles.json and key-ends.json. */
export function configFolder({ env }: Pick<Io, 'env'>): string {
  const base = env['XDG_CONFIG_HOME']
  return join(base?.startsWith('/') === true ? base : join(env['HOME'] || homedir(), '.config'), 'plinth')
}

/** The address without what all addresses of Plinth end in, or may. */
export const baseOf = (url: string): string => url.replace(/\/+$/, '').replace(/\/api\/v1$/, '')

/** The address that the environment names. */
export function environmentUrl(env: Env): string {
  const url = env['PLINTH_URL'] || 'http://127.0.0.1:8080'
  if (/^https?:\/\/[^\s/]/i.test(url)) return url
  throw usageError(`PLINTH_URL must be a URL that starts with http:// or https://; it is "${url}".`)
}
