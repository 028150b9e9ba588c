import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { revocationMaxMs } from '../../src/revocation/timing.ts'
import { type SimulatedBroker, simulatedBroker } from './simulated-broker.ts'
import { type Facts, kinds, type SimulatedGateway, simulatedGateway } from './simulated-gateway.ts'
import { type VirtualTime, virtualTime } from './virtual-time.ts'

const gatewayCount = 3
const names = ['one', 'other']
const runs = Number(process.env['TEST_REVOCATION_RUNS'] ?? 200)

// A message takes up to 5 ms on either way, behind those that went before it: beside the heartbeats of all, 14 of them one after the other.
const atOnceMs = 14 * 5

interface Action {
  kind: 'write' | 'request' | 'block' | 'mend' | 'lose' | 'make' | 'pause' | 'resume' | 'restart' | 'outage'
  gateway: number
  /** Beyond the names: every fact. */
  fact: number
  up: boolean
  down: boolean
  thenMs: number
}

const wait = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.integer({ min: 0, max: 400 }),
  fc.integer({ max: 4_500, min: 0 }),
)
const action: fc.Arbitrary<Action> = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant('write' as const) },
    { weight: 4, arbitrary: fc.constant('request' as const) },
    ...(['block', 'mend', 'lose', 'make', 'pause', 'resume', 'restart'] as const).map((kind) => ({
      weight: 2,
      arbitrary: fc.constant(kind),
    })),
    { weight: 1, arbitrary: fc.constant('outage' as const) },
  ),
  gateway: fc.nat(gatewayCount - 1),
  fact: fc.nat(names.length),
  up: fc.boolean(),
  down: fc.boolean(),
  thenMs: wait,
})

/** Several gateways, a broker and a service, and what was promised of the service's facts. */
class World {
  readonly time: VirtualTime = virtualTime()
  readonly facts: Facts = new Map(names.map((name) => [name, 1]))
  readonly broken: string[] = []
  readonly #random: () => number
  readonly #broker: SimulatedBroker
  readonly #gateways: SimulatedGateway[]
  readonly #paused = new Set<number>()
  readonly #answered = new Map(names.map((name) => [name, 1]))

  constructor(seed: number) {
    this.#random = randomFrom(seed)
    this.#broker = simulatedBroker(this.time, () => this.#random() * 5)
    this.#gateways = Array.from({ length: gatewayCount }, () => this.#newGateway())
  }

  async act({ kind, gateway: at, fact, up, down, thenMs }: Action): Promise<void> {
    const gateway = this.#gateways[at]
    if (gateway === undefined) return
    if (kind === 'write' && !this.#paused.has(at)) this.write(at, names[fact])
    else if (kind === 'request') this.request(at)
    else if (kind === 'block') gateway.connection.block({ up, down })
    else if (kind === 'mend') gateway.connection.block({ up: false, down: false })
    else if (kind === 'lose') this.#lose(gateway)
    else if (kind === 'make') this.#make(gateway)
    else if (kind === 'pause') this.#pause(at)
    else if (kind === 'resume') this.#resume(at)
    else if (kind === 'restart') this.#restart(at)
    else if (kind === 'outage') this.#gateways.forEach((each) => void this.#lose(each))
    await this.time.advance(thenMs)
    for (let each = 0; each < gatewayCount; each++) this.request(each)
  }

  /** Answers how long it took, once it is known. */
  write(at: number, name?: string): Promise<number> {
    const begunMs = this.time.nowMs()
    const changed = name === undefined ? names : [name]
    const versions = changed.map((one) => [one, (this.facts.get(one) ?? 0) + 1] as const)
    for (const [one, version] of versions) this.facts.set(one, version)
    return (this.#gateways[at] as SimulatedGateway).revokeEverywhere(name).then(() => {
      for (const [one, version] of versions) this.#answered.set(one, Math.max(this.#answered.get(one) ?? 0, version))
      return this.time.nowMs() - begunMs
    })
  }

  request(at: number): void {
    for (const name of names) {
      const promised = this.#answered.get(name) ?? 0
      const begunMs = this.time.nowMs()
      void this.#gateways[at]?.request(name).then((version) => {
        if (version < promised)
          this.broken.push(`begun at ${begunMs}, served ${version} of ${name} though ${promised} was answered`)
      })
    }
  }

  /** Everything works again, for long enough. */
  async heal(): Promise<void> {
    this.#gateways.forEach((gateway, at) => {
      this.#resume(at)
      gateway.connection.block({ up: false, down: false })
      this.#make(gateway)
    })
    await this.time.advance(10_000)
  }

  trusted(): boolean[] {
    return this.#gateways.map((gateway) => gateway.isTrusted())
  }

  #newGateway(): SimulatedGateway {
    const { time, facts } = this
    const askMs = () => (this.#random() < 0.9 ? this.#random() * 20 : this.#random() * 6_000)
    const order = () => kinds.toSorted(() => this.#random() - 0.5)
    return simulatedGateway({ time, facts, broker: this.#broker, askMs, order })
  }

  #lose(gateway: SimulatedGateway): void {
    gateway.connection.lose()
    gateway.gap()
  }

  #make(gateway: SimulatedGateway): void {
    gateway.connection.make()
    gateway.gap()
  }

  #pause(at: number): void {
    this.#paused.add(at)
    this.#gateways[at]?.pause()
  }

  #resume(at: number): void {
    if (this.#paused.delete(at)) this.#gateways[at]?.resume()
  }

  #restart(at: number): void {
    this.#paused.delete(at)
    this.#gateways[at]?.kill()
    this.#gateways[at] = this.#newGateway()
  }
}

// mulberry32
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296
  }
}

describe('revocation among gateways that are cut off, stopped, killed and started', () => {
  it('serves no request from before a write that was answered before the request began', async (t) => {
    let writes = 0
    const property = fc.asyncProperty(
      fc.integer(),
      fc.array(action, { minLength: 20, maxLength: 80 }),
      async (seed, actions) => {
        const world = new World(seed)
        await world.time.advance(6_000)
        for (const each of actions) await world.act(each)
        await world.time.advance(10_000)
        for (const version of world.facts.values()) writes += version - 1
        assert.deepEqual(world.broken, [])
      },
    )
    await fc.assert(property, { numRuns: runs })
    t.diagnostic(`${runs} histories, ${writes} writes`)
  })

  it('answers at once while all is well, and within the bound whatever happens to the others', async () => {
    const property = fc.asyncProperty(fc.integer(), fc.array(action, { maxLength: 30 }), async (seed, actions) => {
      const world = new World(seed)
      for (const each of actions) await world.act({ ...each, gateway: 1 + (each.gateway % 2) })
      const took: number[] = []
      void world.write(0).then((ms) => took.push(ms))
      await world.time.advance(revocationMaxMs + 1)
      assert.equal(took.length, 1)
      await world.heal()
      assert.deepEqual(world.trusted(), [true, true, true])
      void world.write(0).then((ms) => took.push(ms))
      await world.time.advance(atOnceMs)
      assert.equal(took.length, 2)
    })
    await fc.assert(property, { numRuns: Math.ceil(runs / 5) })
  })
})
