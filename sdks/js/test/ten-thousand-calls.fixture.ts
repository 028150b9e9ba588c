import { getEventListeners } from 'node:events'
import { Client, SdkError } from '../src/index.ts'
import { error, json, scriptedServer } from './scripted-server.ts'

const atOnce = 50
const ok = json({ data: { id: 'wks_1' } })
const refused = error('RESOURCE_NOT_FOUND', 404)
let count = 0
// A quarter is refused.
const server = await scriptedServer((answer, asked) => (++count % 4 === 0 ? refused : ok)(answer, asked))
const client = new Client('sk_live_test', { baseUrl: server.url })
const controller = new AbortController()

let calls = 0
let failed = 0
async function work(): Promise<void> {
  while (calls < 10_000) {
    calls++
    await client.workspaces.get('wks_1', {}, { signal: controller.signal }).catch((err) => {
      if (!(err instanceof SdkError)) throw err
      failed++
    })
  }
}
await Promise.all(Array.from({ length: atOnce }, work))

const left = process.getActiveResourcesInfo()
const timers = left.filter((name) => name === 'Timeout').length
const listeners = getEventListeners(controller.signal, 'abort').length
// Both ends of each kept connection are in this process.
const socketsMost = left.filter((name) => name === 'TCPSocketWrap').length <= 2 * atOnce
await server.close()
// The program ends by itself: nothing calls process.exit.
process.stdout.write(JSON.stringify({ calls, failed, timers, listeners, socketsMost }))
