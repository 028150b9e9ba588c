import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ExportCheck, type KeptHead } from './check-export.ts'
import { entryOf } from './entry.ts'
import { exportLine } from './export.ts'
import { beginning, sealEntries } from './seal.ts'

const entries = Array.from({ length: 6 }, (_, at) =>
  entryOf({
    ...{ id: `evt_${at + 1}`, type: 'workspace.updated', workspaceId: 'wks_1', namespaceId: '', objectId: 'wks_1' },
    ...{ objectType: 'workspace', attributesJson: '{}', createdAt: new Date(`2026-01-05T10:00:0${at}Z`) },
  }),
)
const seals = sealEntries(new Map(), entries)
const lines = entries.map((entry, at) =>
  exportLine({ entry, before: at === 0 ? beginning : seals[at - 1], seal: seals[at]?.seal }).trimEnd(),
)
const mark = (count: number, complete = true) => JSON.stringify({ export: { complete, entries: count } })
const headAt = (position: number): KeptHead => ({
  ...{ month: '2026-01', position, seal: seals[position - 1]?.seal.toString('hex') ?? '' },
})
const line = (at: number) => lines[at] ?? ''

function checked(all: readonly string[], heads: readonly KeptHead[] = []) {
  const check = new ExportCheck(heads)
  for (const one of all) if (!check.add(one)) break
  return check.end()
}
const whole = [...lines, mark(6)]

describe('checking an export', () => {
  it('finds that every line fits, in any order, and the kept head', () => {
    const fits = { entries: 6, unsealed: 0, gaps: 0, fault: undefined }
    assert.deepEqual(checked(whole, [headAt(4), headAt(6)]), fits)
    assert.deepEqual(checked([...lines.toReversed(), mark(6)]), fits)
  })

  it('counts the places where entries of others are left out', () => {
    assert.deepEqual(checked([line(1), line(2), line(4), mark(3)]), {
      entries: 3,
      unsealed: 0,
      gaps: 2,
      fault: undefined,
    })
  })

  it('names a line that was changed, or is none', () => {
    const changed = line(2).replace('"wks_1"', '"wks_2"')
    assert.equal(
      checked([line(0), line(1), changed, ...lines.slice(3), mark(6)]).fault,
      'entry evt_3 at position 3 (line 3) does not fit its seal',
    )
    assert.equal(checked([line(0), '{"id":"evt_9"}']).fault, 'line 2 is no entry of an export')
  })

  it('names a line that fits by itself, but not its neighbours', () => {
    const [entry] = entries
    const other = entryOf({
      ...{ id: 'evt_2', type: 'x', workspaceId: '', namespaceId: '', objectId: '', objectType: '' },
      attributesJson: '',
      createdAt: new Date('2026-01-05T10:00:01Z'),
    })
    const forgedHead = { position: 1, seal: Buffer.alloc(32, 9) }
    const [forged] = sealEntries(new Map([['2026-01', forgedHead]]), [other])
    const forgedLine = exportLine({ entry: other, before: forgedHead, seal: forged?.seal }).trimEnd()
    assert.ok(entry !== undefined)
    assert.match(
      checked([line(0), forgedLine, ...lines.slice(2), mark(6)]).fault ?? '',
      /^entry evt_2 at position 2 \(line 2\) does not follow/,
    )
  })

  it('tells that a chain was rewritten, or that the kept head is not in it', () => {
    const kept = { ...headAt(3), seal: 'f'.repeat(64) }
    assert.match(
      checked(whole, [kept]).fault ?? '',
      /^entry evt_3 at position 3 \(line 3\) is not the head that was kept/,
    )
    const beyond = { month: '2026-01', position: 7, seal: 'f'.repeat(64) }
    assert.equal(checked(whole, [beyond]).fault, 'the head of 2026-01 at position 7 is not in the export')
  })

  it('tells that an export was cut off, or that lines are missing', () => {
    const cut = 'the export was cut off, or lines are missing: its last line does not tell that it is complete'
    assert.equal(checked(lines).fault, cut)
    assert.equal(checked([...lines, mark(6, false)]).fault, cut)
    assert.equal(checked([...lines.slice(1), mark(6)]).fault, cut)
    assert.equal(checked([...whole, line(0)]).fault, 'line 8 comes after the end of the export')
  })
})
