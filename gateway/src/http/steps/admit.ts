import { fail } from '../../errors.ts'
import type { Step } from '../pipeline.ts'

/** More than fits is refused at once: waiting requests would only hold memory and time out later. */
export const admit: Step = ({ res }, { config, inFlight }) => {
  if (inFlight.count >= config.requestsInFlightMax) throw fail.overloaded()
  inFlight.count++
  res.once('close', () => inFlight.count--)
}
