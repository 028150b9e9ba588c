// Makes the journeys of sdks/conformance with the package as installed; in Node.js, Deno and Bun.
import process from 'node:process'
import { journeys as calls } from './calls.mjs'
import { journeys as faults } from './faults.mjs'
import { journeys as plans } from './plans-and-hooks.mjs'

const journeys = { ...calls, ...faults, ...plans }

async function outcome(id) {
  try {
    await journeys[id]()
    return { id, ok: true }
  } catch (err) {
    return { id, ok: false, detail: err?.stack ?? String(err) }
  }
}

await Promise.all(
  process.env.JOURNEYS.split(',').map(async (id) => process.stdout.write(`${JSON.stringify(await outcome(id))}\n`)),
)
