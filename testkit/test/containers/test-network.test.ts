import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually, runProcess } from '@plinth/testkit'
import { engine } from '@plinth/testkit/containers'

describe('testNetwork', () => {
  it('goes with its process, with the containers in it, however the process ended', async () => {
    const docker = await engine()
    const holder = runProcess(new URL('./network-holder.fixture.ts', import.meta.url).pathname)
    const [, networkId = '', containerId = ''] = await holder.line(/^holds (\S+) (\S+)$/m)
    assert.equal((await docker.getContainer(containerId).inspect()).State.Running, true)
    await holder.kill('SIGKILL')
    await eventually(async () => {
      await assert.rejects(docker.getContainer(containerId).inspect(), { statusCode: 404 })
      await assert.rejects(docker.getNetwork(networkId).inspect(), { statusCode: 404 })
    })
  })
})
