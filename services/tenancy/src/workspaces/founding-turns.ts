// Workspaces asked for at the same moment are made in one transaction, each with its own key, answer and events. Only
// those that name no slug: one that names what another has would fail all of its group.
import {
  askTime,
  type GroupMember,
  groupedWrites,
  type IdempotencyOptions,
  type MemberOutcome,
  sqlState,
} from '@plinth/kit/db'
import { PlinthError } from '@plinth/kit/errors'
import { takeTurns } from '@plinth/kit/turns'
import { fail } from '../errors.ts'
import { type CreateWorkspace, createWorkspaces, makersOf } from './founding-verbs.ts'
import { holdMakers, toMakers } from './makers-store.ts'
import type { WorkspaceSettings } from './verbs.ts'
import type { Workspace } from './workspace.ts'

const groupMax = 32
const groupsMax = 2
const waitingMax = 5_000

type Member = GroupMember<CreateWorkspace>

/** Undefined: it is to be made by itself. */
export type TakeFoundingTurn = (member: Member) => Promise<MemberOutcome>

export function foundingTurns(
  options: IdempotencyOptions,
  settings: WorkspaceSettings,
  toAnswer: (workspace: Workspace) => unknown,
): TakeFoundingTurn {
  const write = groupedWrites<CreateWorkspace>(options, {
    opening: (asked) => [askTime, ...holdMakers(makersOf(asked))],
    decide: async (tx, asked, [, , makers = []]) =>
      (await createWorkspaces(tx, asked, settings, toMakers(makers))).map((result) =>
        result instanceof PlinthError ? { refusal: result } : { answer: toAnswer(result) },
      ),
  })
  const alone = (members: readonly Member[]): MemberOutcome[] => members.map(() => undefined)
  const run = async (members: readonly Member[]): Promise<readonly MemberOutcome[]> => {
    if (members.length === 1) return alone(members)
    try {
      return await write(members)
    } catch (thrown) {
      // PostgreSQL refused what one of them wants, so nothing was committed: the others shall not suffer for it.
      if (!/^2[23]/.test(sqlState(thrown))) throw thrown
      options.log.warn(
        { err: thrown, calls: members.length },
        'workspaces could not be made together and are made singly',
      )
      return alone(members)
    }
  }
  // Two groups that make the same owner's first namespace would wait for each other.
  const keyOf = ({ entry: { caller, wanted } }: Member) => wanted.ownerId || caller.userId
  const take = takeTurns({ keyOf, run, groupMax, groupsMax, waitingMax, crowded: fail.crowded })
  return async (member) => (member.entry.wanted.slug === '' ? take(member) : undefined)
}
