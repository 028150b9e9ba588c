import type { SealedValues } from '@plinth/kit/secrets/sealed-values'

/** The secrets and custom headers of endpoints that are not deleted. */
export const sealedOfEndpoints: SealedValues = {
  what: 'secrets and headers of endpoints',
  query: `SELECT sealed FROM endpoint CROSS JOIN LATERAL (VALUES (sealed_secret), (sealed_headers),
    (CASE WHEN previous_secret_until > plinth_now() THEN sealed_previous_secret END)) AS stored (sealed)
  WHERE deleted_at IS NULL AND sealed IS NOT NULL`,
}
