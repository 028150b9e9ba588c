import type { Tx } from '@plinth/kit/db'
import type { TokenBucket } from './token-bucket.ts'

export interface TakenTokens extends TokenBucket {
  endpointId: string
  pauseUs: number
}

/** With COMMIT, under the locks of these endpoints: stores what is left in their buckets, and keeps them from turns meanwhile. */
export function storeTokens(tx: Tx, taken: readonly TakenTokens[]): void {
  tx.atCommit({
    name: 'turn_take_tokens',
    text: `UPDATE endpoint_state s SET tokens_full_at = plinth_now() + t.full_in_us * interval '1 microsecond',
        paused_until = CASE WHEN t.pause_us > 0 THEN greatest(s.paused_until, plinth_now() + t.pause_us * interval '1 microsecond')
          ELSE s.paused_until END
      FROM unnest($1::text[], $2::bigint[], $3::bigint[]) AS t (endpoint_id, full_in_us, pause_us)
      WHERE s.endpoint_id = t.endpoint_id`,
    values: [
      taken.map(({ endpointId }) => endpointId),
      taken.map(({ fullInUs }) => fullInUs),
      taken.map(({ pauseUs }) => pauseUs),
    ],
  })
}
