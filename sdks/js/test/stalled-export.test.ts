import assert from 'node:assert/strict'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { installed, run } from './installed.ts'
import { node24, otherRuntimes } from './runtimes.ts'
import { scriptedServer } from './scripted-server.ts'

const program = 'stalled-export.mjs'
const flagOf = (name: string) => (name === 'Bun' ? [] : [name === 'Deno' ? '--v8-flags=--expose-gc' : '--expose-gc'])

describe('an export that stalls, its answer collected since', () => {
  let folder: string
  before(async () => {
    folder = (await installed()).folder
    await copyFile(fileURLToPath(new URL(program, import.meta.url)), join(folder, program))
  })

  for (const { name, command, args } of [node24, ...otherRuntimes]) {
    it(`leaves no connection that keeps a program of ${name} from its end`, async () => {
      const server = await scriptedServer((answer) => {
        answer.writeHead(200, { 'content-type': 'application/x-ndjson' }).write('{"id":"evt_1"}\n')
      })
      try {
        const { stdout } = await run(await command(), [...args, ...flagOf(name), program], {
          cwd: folder,
          env: { ...process.env, PLINTH_URL: server.url, DENO_NO_UPDATE_CHECK: '1' },
          timeout: 60_000,
          killSignal: 'SIGKILL',
        })
        assert.deepEqual(JSON.parse(stdout), { lines: 1, error: 'TransportTimeout' })
      } finally {
        await server.close()
      }
    })
  }
})
