import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { runProcess } from '../src/run-process.ts'

const script = new URL('./start-servers.fixture.ts', import.meta.url).pathname

describe('runProcess', () => {
  it('waits for a line and kills', async () => {
    const child = runProcess(script, [], { env: { TEST_NATS_URL: 'nats://a', TEST_REDIS_URL: 'redis://b' } })
    const [, second] = await child.line(/"nats:\/\/a","(.*)"/)
    assert.equal(second, 'redis://b')
    assert.deepEqual(await child.kill(), { code: null, signal: 'SIGKILL' })
  })

  it('repeats with a seed what the process draws at random', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plinth-random-'))
    const draws = join(folder, 'draws.mjs')
    await writeFile(draws, 'console.log("drew", Math.random())')
    const draw = async (randomSeed: number) => {
      const child = runProcess(draws, [], { randomSeed })
      const [, drawn] = await child.line(/drew (\S+)/)
      await child.exited
      return drawn
    }
    assert.equal(await draw(7), await draw(7))
    assert.notEqual(await draw(7), await draw(8))
    await rm(folder, { recursive: true })
  })

  it('rejects with the output when the process ends first', async () => {
    const child = runProcess('/nowhere.ts')
    await assert.rejects(child.line(/ready/), /ended with 1[\s\S]*Cannot find module/)
  })
})
