// Calls that count in one balance take turns: a group's are decided in one transaction, each by itself, in the order they
// came. Any number of processes do so at once; the lock of the balance in PostgreSQL is what they share.
import {
  brokenConstraint,
  type GroupMember,
  groupedWrites,
  type IdempotencyOptions,
  type MemberOutcome,
  sqlState,
} from '@plinth/kit/db'
import { takeTurns } from '@plinth/kit/turns'
import { fail } from '../errors.ts'
import { keyNameOf } from './balance.ts'
import { makeBalances, tidyBalance } from './balance-store.ts'
import { eventConstraint } from './turn-store.ts'
import { decideTurns, distinctPlaces, openingOf, type Turn } from './turn-verbs.ts'

const groupMax = 128
// Two: one may wait for a balance that another process holds while the other goes on.
const groupsMax = 2
const waitingMax = 5_000
const twinsMax = 3

type Member = GroupMember<Turn>

/** Undefined: it has no place in a group, and is to be done by itself. */
export type TakeTurn = (member: Member) => Promise<MemberOutcome>

export function balanceTurns(options: IdempotencyOptions): TakeTurn {
  const { database, log } = options
  const write = groupedWrites<Turn>(options, { opening: openingOf, decide: decideTurns })

  const attempt = async (members: readonly Member[]): Promise<readonly MemberOutcome[]> => {
    for (let twins = 0; twins < twinsMax; twins++) {
      try {
        return await write(members)
      } catch (thrown) {
        // Somebody bound an event_id first: the next look finds it.
        if (brokenConstraint(thrown) === eventConstraint) continue
        // PostgreSQL refused what one of them wants, so nothing was committed: the others shall not suffer for it.
        if (!/^2[23]/.test(sqlState(thrown))) throw thrown
        log.warn({ err: thrown, calls: members.length }, 'calls could not be counted together and go by themselves')
        break
      }
    }
    return members.map(() => undefined)
  }
  // What a balance may lack before turns are taken on it; the usual ones lack nothing.
  const mendings = [
    async () => undefined,
    (turns: readonly Turn[]) => makeBalances(database, distinctPlaces(turns)),
    async (turns: readonly Turn[]) => {
      for (const place of distinctPlaces(turns)) {
        const limit = turns.find(({ ask }) => keyNameOf(ask.place) === keyNameOf(place))?.ask.resolution.limit
        await database.transaction((tx) => tidyBalance(tx, place, limit))
      }
    },
  ]
  const run = async (members: readonly Member[]) => {
    const outcomes = new Map<Member, MemberOutcome>()
    let left = members
    for (const mend of mendings) {
      await mend(left.map(({ entry }) => entry))
      const found = await attempt(left)
      left.forEach((member, at) => {
        outcomes.set(member, found[at])
      })
      left = left.filter((member) => outcomes.get(member) === undefined)
      if (left.length === 0) break
    }
    return members.map((member) => outcomes.get(member))
  }
  const keyOf = ({ entry }: Member) => keyNameOf(entry.ask.place)
  return takeTurns({ keyOf, run, groupMax, groupsMax, waitingMax, crowded: fail.crowded })
}
