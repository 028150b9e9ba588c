import type { MethodDefinition } from '../../src/rpc/index.ts'

export interface Ask {
  what: 'echo' | 'wait' | 'context' | 'trace' | 'replay' | 'refuse' | 'break' | 'hang' | 'report'
  text?: string
  /** The echo is as long as this. */
  sizeBytes?: number
  delayMs?: number
}
export interface Answer {
  text: string
  pid: number
}
/** The callee's answer to "report", as JSON. */
export interface Report {
  started: number
  finished: number
  aborted: string[]
  runningMax: number
  rssBytes: number
}

const json = {
  write: (value: unknown) => Buffer.from(JSON.stringify(value)),
  read: (bytes: Buffer) => JSON.parse(bytes.toString()),
}

const ask = {
  path: '/plinth.test.v1.ProbeService/Ask',
  requestStream: false,
  responseStream: false,
  requestSerialize: (value: Ask): Buffer => json.write(value),
  requestDeserialize: (bytes: Buffer): Ask => json.read(bytes),
  responseSerialize: (value: Answer): Buffer => json.write(value),
  responseDeserialize: (bytes: Buffer): Answer => json.read(bytes),
} satisfies MethodDefinition

/** A service of the tests alone; JSON in place of protobuf, so that broken bytes are easy to come by. */
export const probeService = { ask }
/** A service that a callee of the release before does not serve. */
export const newService = { ask: { ...ask, path: '/plinth.test.v1.NewService/Ask' } }
