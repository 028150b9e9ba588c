import {
  type CreateBoostRequest,
  Boost_Duration as DurationMessage,
  Boost_Type as TypeMessage,
} from '@plinth/proto/tenancy/v1/boosts.ts'
import { fail } from '../errors.ts'
import type { WantedBoost } from './boost.ts'

export const types = {
  add_limit: TypeMessage.TYPE_ADD_LIMIT,
  enable: TypeMessage.TYPE_ENABLE,
  unlimited: TypeMessage.TYPE_UNLIMITED,
} as const
export const durations = {
  cycle: DurationMessage.DURATION_CYCLE,
  until: DurationMessage.DURATION_UNTIL,
  permanent: DurationMessage.DURATION_PERMANENT,
} as const

export function toWanted({ type, limit, duration, startsAt, expiresAt }: CreateBoostRequest): WantedBoost {
  return {
    type: nameOf(types, type, 'type'),
    limit,
    duration: nameOf(durations, duration, 'duration'),
    startsAt,
    expiresAt,
  }
}

function nameOf<Name extends string>(names: Readonly<Record<Name, number>>, value: number, field: string): Name {
  for (const name in names) if (names[name] === value) return name
  throw fail.invalid({ [field]: ['The value is not one of the supported types.'] })
}
