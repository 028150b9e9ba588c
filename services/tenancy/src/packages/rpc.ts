import type { Clock } from '@plinth/kit/clock'
import type { Database, Write } from '@plinth/kit/db'
import type { Handlers } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import {
  type Assignment as AssignmentMessage,
  AssignmentsServiceService as Assignments,
} from '@plinth/proto/tenancy/v1/assignments.ts'
import { actorOf } from '../actor.ts'
import { callerOf } from '../caller.ts'
import { toOwnerName } from '../owners/from-message.ts'
import type { Assignment } from './assignment.ts'
import * as verbs from './verbs.ts'

export function assignmentsRpc(database: Database, write: Write, clock: Clock): Handlers<typeof Assignments> {
  const changeBy = (context: CallContext) => ({ caller: callerOf(context), actor: actorOf(context), clock })
  return {
    listAssignments: async ({ owner, query }, { context }) => {
      const { rows, info } = await verbs.listAssignments(database, callerOf(context), toOwnerName(owner), query)
      return { assignments: rows.map(toMessage), page: info }
    },
    assignPackage: write(Assignments.assignPackage, async ({ owner, ...wanted }, { context }, tx) => ({
      assignment: toMessage(await verbs.assignPackage(tx, changeBy(context), toOwnerName(owner), wanted)),
    })),
    cancelAssignment: write(Assignments.cancelAssignment, async ({ owner, id, isAtPeriodEnd }, { context }, tx) => {
      await verbs.cancelAssignment(tx, changeBy(context), toOwnerName(owner), id, isAtPeriodEnd)
      return {}
    }),
    suspendAssignment: write(Assignments.suspendAssignment, async ({ owner, id }, { context }, tx) => ({
      assignment: toMessage(await verbs.suspendAssignment(tx, changeBy(context), toOwnerName(owner), id)),
    })),
    reactivateAssignment: write(Assignments.reactivateAssignment, async ({ owner, id }, { context }, tx) => ({
      assignment: toMessage(await verbs.reactivateAssignment(tx, changeBy(context), toOwnerName(owner), id)),
    })),
    renewAssignment: write(Assignments.renewAssignment, async ({ owner, id, expiresAt }, { context }, tx) => ({
      assignment: toMessage(await verbs.renewAssignment(tx, changeBy(context), toOwnerName(owner), id, expiresAt)),
    })),
  }
}

const toMessage = (held: Assignment): AssignmentMessage => ({
  ...held,
  packageCode: held.package,
  billingAnchor: held.anchor,
})
