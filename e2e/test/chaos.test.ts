import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { reportText } from '../chaos/report.ts'
import { runChaos } from '../chaos/run-chaos.ts'
import { seeded } from '../src/random.ts'

// `npm run chaos` does the same for longer; CHAOS_FAULTS and SEED change this one.
const faults = Number(process.env['CHAOS_FAULTS'] ?? 12)

describe('everything killed and frozen under load', () => {
  it('loses no event, repeats none without a reason, keeps the order of keys, true counts and the audit log', async (t) => {
    const report = await runChaos({ seed: seeded().seed, faults, minutes: 2, tenants: 8, writers: 4, publishers: 4 })
    t.diagnostic(reportText(report))
    assert.ok(report.renames > 0 && report.published > 0 && report.balanced > 0)
    assert.ok(Object.values(report.casualties).some(({ whilePublishing }) => whilePublishing > 0))
    assert.deepEqual(report.broken, [], reportText(report))
  })
})
