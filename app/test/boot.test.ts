import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PartName } from '@plinth/kit/part'
import { boot } from '../src/boot.ts'
import type { ConfiguredPart, Surroundings } from '../src/bound-part.ts'

describe('boot', () => {
  it('starts needed parts first, stops in reverse, and drains calls before it stops the parts that answer them', async () => {
    const { story, options } = house(['gateway', ['identity', 'tenancy']], ['identity', []], ['tenancy', []])
    const booted = await boot(options)
    await booted.stop()
    assert.deepEqual(story, [
      'identity starts',
      'tenancy starts',
      'gateway starts',
      'gateway stops',
      'calls drained',
      'tenancy stops',
      'identity stops',
    ])
  })

  it('takes down what had started when a part fails, and throws that failure', async () => {
    const { story, options } = house(['identity', []], ['tenancy', []], ['gateway', ['identity', 'tenancy']])
    await assert.rejects(boot(failing(options, 'gateway')), { message: 'gateway cannot start' })
    assert.deepEqual(story, ['identity starts', 'tenancy starts', 'calls drained', 'tenancy stops', 'identity stops'])
  })

  it('stops the others when one fails to stop, and reports it', async () => {
    const { story, options } = house(['identity', []], ['tenancy', []])
    const booted = await boot({
      ...options,
      drainCalls: async () => {
        throw new Error('a call hangs')
      },
    })
    await assert.rejects(booted.stop(), { name: 'AggregateError', errors: [new Error('a call hangs')] })
    assert.deepEqual(story.slice(2), ['tenancy stops', 'identity stops'])
  })
})

function house(...shape: [PartName, PartName[]][]) {
  const story: string[] = []
  const parts = shape.map(
    ([name, needs]): ConfiguredPart => ({
      name,
      needs,
      migrations: undefined,
      sealedValues: [],
      evidence: [],
      async start() {
        story.push(`${name} starts`)
        return { ready: async () => undefined, stop: async () => void story.push(`${name} stops`) }
      },
    }),
  )
  const drainCalls = async () => void story.push('calls drained')
  return { story, options: { parts, drainCalls, depsFor: nothing } }
}

const failing = <O extends { parts: readonly ConfiguredPart[] }>(options: O, name: PartName): O => ({
  ...options,
  parts: options.parts.map((part) =>
    part.name === name ? { ...part, start: () => Promise.reject(new Error(`${name} cannot start`)) } : part,
  ),
})

// These parts look at nothing they are given.
const nothing = () => ({}) as Surroundings
