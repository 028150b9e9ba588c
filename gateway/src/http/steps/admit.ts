import { credentialOf } from '../../access/credential.ts'
import type { Step } from '../pipeline/pipeline.ts'
import { takePlace } from '../context/places.ts'

/** One of the places for requests in flight is its own until its answer is written. */
export const admit: Step = (exchange, gateway) => {
  exchange.credential = credentialOf(exchange.req.headers.authorization)
  takePlace(exchange, gateway)
}
