import type { Overview } from '../../api/sdk.ts'
import { useQuery } from '../../api/use-query.ts'
import { locale, words } from '../../messages/index.ts'
import { Announced } from '../../ui/announced.tsx'
import { Conservation } from '../../ui/conservation.tsx'
import { Failure } from '../../ui/failure.tsx'
import { Loading } from '../../ui/loading.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Section } from '../../ui/section.tsx'
import { FirstRun } from './first-run.tsx'
import { NearLimits } from './near-limits.tsx'
import { Parts } from './parts.tsx'
import { overviewQuery } from './queries.ts'
import { UnhealthyWebhooks } from './unhealthy-webhooks.tsx'
import { Unknown } from './unknown.tsx'
import { useFirstRun } from './use-first-run.ts'

const everyMs = { alone: 2_000, besideFirstRun: 4_000 }

/** How the whole installation is, for operators; it asks again and again while it is seen. */
export function InstallationHome() {
  const firstRun = useFirstRun()
  const { data, error, refetch } = useQuery({
    ...overviewQuery,
    refetchInterval: firstRun === undefined ? everyMs.alone : everyMs.besideFirstRun,
  })
  return (
    <>
      <PageHead title={words.home.title} />
      {firstRun !== undefined && <FirstRun state={firstRun} />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && error !== null && <p class="muted">{words.home.stale}</p>}
      {data === undefined ? error === null && <Loading /> : <Installation overview={data} />}
    </>
  )
}

function Installation({ overview }: { overview: Overview }) {
  const { home } = words
  const { deliveries, endpoints, requests_1h: requests, denials_24h: denials } = overview
  const number = (value: number) => value.toLocaleString(locale)
  return (
    <>
      <Section title={home.deliveries}>
        {deliveries === null ? (
          <Unknown scope="read:webhooks" />
        ) : (
          <>
            <Conservation counts={deliveries} />
            <p class="muted">
              {home.longestWait}: {waitText(overview.oldest_due_seconds ?? 0)}
            </p>
            <Announced
              text={home.deliveriesSpoken(
                number(deliveries.delivered),
                number(deliveries.pending),
                number(deliveries.held),
                number(deliveries.failed),
              )}
            />
          </>
        )}
      </Section>
      <div class="cards">
        <Section title={home.webhooks}>
          {endpoints === null ? <Unknown scope="read:webhooks" /> : <UnhealthyWebhooks counts={endpoints} />}
        </Section>
        <Section title={home.requests}>
          {requests === null || denials === null ? (
            <Unknown scope="read:usage" />
          ) : (
            <dl class="numbers">
              {[
                [home.success, requests.success],
                [home.errors, requests.errors],
                [home.limited, requests.limited],
                [home.denials, denials],
              ].map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{number(Number(value))}</dd>
                </div>
              ))}
            </dl>
          )}
        </Section>
        <Section title={home.nearLimits}>
          {overview.near_limit === null ? (
            <Unknown scope="read:entitlements" />
          ) : (
            <NearLimits limits={overview.near_limit} />
          )}
        </Section>
        <Section title={home.parts}>
          <Parts parts={overview.parts} />
        </Section>
      </div>
    </>
  )
}

/** "0.4 s", "3 min", "2 h". */
function waitText(seconds: number): string {
  if (seconds === 0) return words.home.noWait
  const [value, unit] =
    seconds < 120 ? [seconds, 'second'] : seconds < 7_200 ? [seconds / 60, 'minute'] : [seconds / 3_600, 'hour']
  return value.toLocaleString(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 })
}
