import { createHash, randomBytes } from 'node:crypto'
import { SystemClock } from '@plinth/kit/clock'
import { newId } from '@plinth/kit/ids'
import { CallContext, type Idempotency, type Principal, Role } from '@plinth/proto/common/v1/context.ts'

const clock = new SystemClock()
const id = (prefix: string): string => newId(prefix, clock)
const word = (): string => randomBytes(4).toString('hex')

function principal(fields: Partial<Principal> = {}): Principal {
  return {
    ...{ keyId: id('key'), keyFamilyId: '', keyGeneration: 0, userId: id('usr'), isOperator: false },
    ...{ homeWorkspaceId: '', allWorkspaces: false, scopes: ['*'], name: 'Test', sessionId: '' },
    ...fields,
  }
}

/** Things a test needs but does not care about, each different from the last. */
export const make = {
  id,
  name: (): string => `Test ${word()}`,
  email: (): string => `${word()}@example.test`,
  principal,
  operator: (): Principal => principal({ userId: '', isOperator: true }),
  /** A call by an owner in a workspace of its own, unless told otherwise. */
  context: (fields: Partial<CallContext> = {}): CallContext => ({
    ...CallContext.decode(new Uint8Array()),
    requestId: id('req'),
    principal: principal(),
    workspaceId: id('ws'),
    role: Role.ROLE_OWNER,
    ...fields,
  }),
  /** An Idempotency-Key with the fingerprint of a body. */
  idempotency: (key: string = word(), body = '', scope = 'test'): Idempotency => ({
    ...{ key, scope, generation: 0, formerScope: '', hasSecret: false },
    fingerprint: createHash('sha256').update(body).digest(),
  }),
}
