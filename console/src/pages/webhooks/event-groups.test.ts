import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { groupsOf, isIncluded, othersOf, toggled } from './event-groups.ts'

const type = (name: string, given: object = {}) => ({
  ...{ name, description: '', is_emitted: true, is_deprecated: false },
  ...given,
})
const types = [
  type('invoice.line.added'),
  type('invoice.old', { is_deprecated: true }),
  type('ping'),
  type('workspace.created'),
  type('workspace.updated'),
]
const shown = (chosen: readonly string[]) =>
  groupsOf(types, chosen).map(({ all, types }) => [all, types.map(({ name }) => name)])

describe('the events to choose from', () => {
  it('are grouped by resource; deprecated ones are there while they are chosen', () => {
    const workspace = ['workspace.*', ['workspace.created', 'workspace.updated']]
    assert.deepEqual(shown([]), [['invoice.*', ['invoice.line.added']], workspace])
    assert.deepEqual(shown(['invoice.old']), [['invoice.*', ['invoice.line.added', 'invoice.old']], workspace])
  })

  it('leave over what is chosen and unknown', () => {
    const chosen = ['*', 'workspace.*', 'gone.*', 'invoice.line.added']
    assert.deepEqual(othersOf(groupsOf(types, chosen), chosen), ['gone.*'])
  })

  it('are included by wider ones', () => {
    assert.deepEqual(
      ['*', 'workspace.*', 'workspace.created', 'invoice.line.added'].map((name) => isIncluded(name, ['workspace.*'])),
      [false, false, true, false],
    )
    assert.ok(isIncluded('workspace.*', ['*']))
  })

  it('leave the choice when a wider one comes', () => {
    assert.deepEqual(toggled('workspace.*', ['workspace.created', 'invoice.*']), ['invoice.*', 'workspace.*'])
    assert.deepEqual(toggled('*', ['workspace.created', 'invoice.*']), ['*'])
    assert.deepEqual(toggled('workspace.*', ['workspace.*']), [])
  })
})
