import type { Handlers } from '@plinth/kit/rpc'
import type { EventsServiceService as Events } from '@plinth/proto/webhooks/v1/events.ts'
import type { TailVerb } from './verbs.ts'

export const eventTailRpc = (tail: TailVerb): Pick<Handlers<typeof Events>, 'tailEvents'> => ({
  tailEvents: (request, call) => tail(call.context, { ...request, since: request.since }),
})
