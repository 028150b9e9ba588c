import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Candidate, GroupDecider } from './group-decider.ts'
import type { CheckedTypes } from './type-check.ts'
import { checkType } from './type-check.ts'

const publication = {
  ...{ type: 'invoice.paid', data: Buffer.from('{}'), callerId: '', workspaceId: 'wks_1', namespaceId: '' },
  ...{ channels: [], orderingKey: '', occurredAt: undefined, monthlyLimit: undefined, refusal: undefined },
  ...{ feature: '', isFeatureIncluded: false },
}
const none: CheckedTypes = { version: 1, types: new Map() }

/** The type of the publication, which counts how often data are checked. */
function counted(version: number) {
  const work = { checks: 0 }
  const faultsIn = () => {
    work.checks += 1
    return []
  }
  return { work, types: { version, types: new Map([[publication.type, { feature: '', faultsIn }]]) } }
}

function decideWith(types: CheckedTypes, before: CheckedTypes): 'stored' | 'refused' {
  const candidate: Candidate = {
    ...{ publication, value: {}, id: 'evt_1', digest: Buffer.alloc(32), traceparent: '', refusal: undefined },
    typeCheck: checkType(before, publication, {}),
  }
  const decider = new GroupDecider({ at: new Date(0), types, keys: [], accepted: new Map() })
  return 'refusal' in decider.decide(candidate) ? 'refused' : 'stored'
}

describe('an event whose type was checked before the transaction', () => {
  it('is not checked again while the types are the same', () => {
    const { types, work } = counted(1)
    assert.equal(decideWith(types, types), 'stored')
    assert.equal(work.checks, 1)
  })

  it('is checked again when they have changed: a type that was removed is refused, a new one is taken', () => {
    const { types, work } = counted(2)
    assert.equal(decideWith(types, none), 'stored')
    assert.equal(work.checks, 1)
    assert.equal(decideWith({ ...none, version: 3 }, types), 'refused')
  })
})
