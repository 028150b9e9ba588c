import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ExportCheck, type KeptHead } from './check-export.ts'
import { type AuditEntry, entryOf } from './entry.ts'
import { exportLine } from './export.ts'
import { beginning, sealEntries } from './seal.ts'

const entriesOf = (count: number, objectName = 'Acme') =>
  Array.from({ length: count }, (_, at) =>
    entryOf({
      ...{ id: `evt_${at + 1}`, type: 'workspace.updated', workspaceId: 'wks_1', namespaceId: '', objectId: 'wks_1' },
      ...{ objectType: 'workspace', objectName, attributesJson: '{}', createdAt: new Date(1_767_607_200_000 + at) },
    }),
  )
const sealed = (entries: readonly AuditEntry[]) => {
  const seals = sealEntries(new Map(), entries)
  return entries.map((entry, at) => ({
    line: exportLine({ entry, before: seals[at - 1] ?? beginning, seal: seals[at]?.seal }).trimEnd(),
    seal: seals[at]?.seal.toString('hex') ?? '',
  }))
}
const entries = entriesOf(10)
const chain = sealed(entries)
const lines = chain.map(({ line }) => line)
const forged = sealed(entriesOf(12, 'Eve')).map(({ line }) => line)
const span = { from: null, to: '2026-01-20T00:00:00.000Z' }
const mark = (count: number, more: object = {}) =>
  JSON.stringify({ export: { complete: true, entries: count, all_workspaces: true, ...span, ...more } })
const wholeMonth = { to: '2026-01-31T23:59:59.999Z' }
const headAt = (position: number): KeptHead => ({ month: '2026-01', position, seal: chain[position - 1]?.seal ?? '' })
const line = (at: number) => lines[at] ?? ''
const unsealed = (at: number) =>
  exportLine({ entry: entriesOf(at + 1)[at] as AuditEntry, before: undefined, seal: undefined }).trimEnd()

function checked(all: readonly string[], heads: readonly KeptHead[] = []) {
  const check = new ExportCheck(heads)
  for (const one of all) if (!check.add(one)) break
  return check.end()
}
const whole = [...lines, mark(10)]

describe('checking an export', () => {
  it('finds the whole chain, with lines in any near order, and the kept heads', () => {
    const fits = { entries: 10, unsealed: 0, gaps: 0, isWhole: true, fault: undefined }
    const chains = (keptUntil?: number) => [{ month: '2026-01', last: 10, keptUntil }]
    assert.deepEqual(checked(whole, [headAt(4), headAt(6)]), { ...fits, chains: chains(6) })
    assert.deepEqual(checked([...lines.toReversed(), mark(10)]), { ...fits, chains: chains() })
  })

  it('refuses a forged chain behind the real one', () => {
    assert.equal(
      checked([...lines, ...forged, mark(22)], [headAt(10)]).fault,
      'entry evt_1 at position 1 (line 11) repeats a position that came before: a chain has each position once',
    )
  })

  it('shows nothing of a line that a terminal would obey', () => {
    const hiding = line(0).replace('"evt_1"', '"\u001b[2Kevt_1"')
    assert.equal(checked([hiding, mark(1)]).fault, 'line 1 is no entry of an export')
  })

  it('refuses a rewritten beginning that a gap parts from the kept head', () => {
    const cut = [...forged.slice(0, 8), line(9)]
    assert.match(
      checked([...cut, mark(9)], [headAt(10)]).fault ?? '',
      /^the chain of 2026-01 has no entry at position 9, before the kept head at position 10/,
    )
    assert.equal(
      checked([...cut, mark(9, wholeMonth)]).fault,
      'the chain of 2026-01 has no entry at position 9: it was removed',
    )
  })

  it('refuses the line of the kept head alone, whatever the end says', () => {
    assert.match(checked([line(9), mark(1)], [headAt(10)]).fault ?? '', /no entry at position 1, before the kept head/)
    const ofOne = mark(1, { all_workspaces: false })
    assert.match(checked([line(9), ofOne], [headAt(10)]).fault ?? '', /^the export is not of all workspaces/)
  })

  it('refuses a line without a seal before a kept head, and proves no whole chain with one after it', () => {
    assert.match(
      checked([...lines, unsealed(4), mark(11)], [headAt(10)]).fault ?? '',
      /^an entry of 2026-01-05T10:00:00\.004Z has no seal, before a kept head/,
    )
    const { fault, isWhole } = checked([...lines, unsealed(10), mark(11)], [headAt(10)])
    assert.deepEqual([fault, isWhole], [undefined, false])
    const half = unsealed(4).replace('"position":null', '"position":5')
    assert.equal(checked([half, mark(1)]).fault, 'line 1 is no entry of an export')
  })

  it('proves single lines only in an export of one workspace, and counts its gaps', () => {
    const ofOne = [line(1), line(2), line(4), mark(3, { all_workspaces: false, ...wholeMonth })]
    const { gaps, isWhole, fault } = checked(ofOne)
    assert.deepEqual([gaps, isWhole, fault], [2, false, undefined])
    assert.equal(checked([...lines, mark(10, { all_workspaces: false })]).isWhole, false)
  })

  it('allows a gap of a time that was not exported, behind the kept head', () => {
    const { gaps, isWhole, fault } = checked([...lines.slice(0, 8), line(9), mark(9)], [headAt(6)])
    assert.deepEqual([gaps, isWhole, fault], [1, false, undefined])
  })

  it('names a line that was changed, or is none', () => {
    const changed = line(2).replace('"wks_1"', '"wks_2"')
    assert.equal(
      checked([line(0), line(1), changed, ...lines.slice(3), mark(10)]).fault,
      'entry evt_3 at position 3 (line 3) does not fit its seal',
    )
    assert.equal(checked([line(0), '{"id":"evt_9"}']).fault, 'line 2 is no entry of an export')
  })

  it('names a line that fits by itself, but not its neighbours', () => {
    assert.match(
      checked([line(0), forged[1] ?? '', ...lines.slice(2), mark(10)]).fault ?? '',
      /^entry evt_2 at position 2 \(line 2\) does not follow/,
    )
  })

  it('tells that a chain was rewritten, or that the kept head is not in it', () => {
    const kept = { ...headAt(3), seal: 'f'.repeat(64) }
    assert.match(
      checked(whole, [kept]).fault ?? '',
      /^entry evt_3 at position 3 \(line 3\) is not the head that was kept/,
    )
    const beyond = { month: '2026-01', position: 17, seal: 'f'.repeat(64) }
    assert.equal(checked(whole, [beyond]).fault, 'the head of 2026-01 at position 17 is not in the export')
  })

  it('tells that an export was cut off, or that lines are missing', () => {
    const cut = 'the export was cut off, or lines are missing: its last line does not tell that it is complete'
    assert.equal(checked(lines).fault, cut)
    assert.equal(checked([...lines, mark(10, { complete: false })]).fault, cut)
    assert.equal(checked([...lines.slice(1), mark(10)]).fault, cut)
    assert.equal(checked([...whole, line(0)]).fault, 'line 12 comes after the end of the export')
  })
})
