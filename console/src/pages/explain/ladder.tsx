import type { CatalogFeature, EntitlementDecision, EntitlementLevel, EntitlementSource } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { Grant, grantText } from '../../ui/grant.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { type Column, Table } from '../../ui/table.tsx'
import { wordOf } from '../../ui/word-of.ts'
import type { OwnerNames } from './level-names.ts'
import { totalOf } from './sum.ts'

interface LadderProps {
  decision: EntitlementDecision
  pool: CatalogFeature | undefined
  names: OwnerNames
}

/** The levels that were asked, each with its packages and boosts: counted, or crossed out with the reason. */
export function Ladder({ decision, pool, names }: LadderProps) {
  const { explain } = words
  const { chain = [] } = decision
  return (
    <section>
      <h2>{explain.ladder}</h2>
      <p class="muted">{chain.length === 0 ? explain.noLadder : explain.ladderText}</p>
      {chain.length > 0 && (
        <ol class="ladder">
          {chain.map((level) => (
            <li key={level.level}>
              <Rung level={level} pool={pool} title={names.levelOf(level.level, level.owner_id)} />
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

interface RungProps {
  level: EntitlementLevel
  pool: CatalogFeature | undefined
  title: string
}

function Rung({ level, pool, title }: RungProps) {
  const { explain } = words
  const { passed_over_because: because, sources } = level
  return (
    <>
      <h3>
        {title}{' '}
        <Badge
          {...(because === null
            ? { tone: 'good', text: explain.decides }
            : { tone: 'plain', text: `${explain.passedOver}: ${wordOf(explain.reasons, because)}` })}
        />
      </h3>
      {sources.length === 0 ? (
        <p class="muted">{explain.nothingHere}</p>
      ) : (
        <Table caption={explain.sourcesOf(title)} columns={columnsOf(pool)} rows={sources} />
      )}
      {because === null && <Sum sources={sources} pool={pool} />}
    </>
  )
}

function columnsOf(pool: CatalogFeature | undefined): Column<EntitlementSource>[] {
  const { explain } = words
  return [
    {
      title: explain.source,
      mayBreak: true,
      cell: (source) => {
        const name = sourceName(source)
        return source.is_counted ? name : <s>{name}</s>
      },
    },
    { title: explain.adds, mayBreak: true, cell: ({ grants }) => <Grant grant={grants} feature={pool} /> },
    {
      title: explain.counted,
      cell: ({ is_counted, reason }) =>
        is_counted ? (
          <Badge tone="good" text={explain.isCounted} />
        ) : (
          wordOf(explain.sourceReasons, reason ?? explain.notCounted)
        ),
    },
    { title: explain.starts, cell: ({ starts_at }) => (starts_at === null ? '–' : <Moment at={starts_at} />) },
    { title: explain.ends, cell: ({ expires_at }) => <Moment at={expires_at} /> },
  ]
}

/** "Team (package)" */
const sourceName = ({ name, kind }: EntitlementSource) => `${visible(name)} (${wordOf(words.explain.kinds, kind)})`

/** "1,000 Team + 50 Credits = 1,050" */
function Sum({ sources, pool }: { sources: readonly EntitlementSource[]; pool: CatalogFeature | undefined }) {
  const { explain } = words
  const total = totalOf(sources)
  if (total === undefined) return null
  const counted = sources.filter(({ is_counted }) => is_counted)
  return (
    <p class="sum">
      {explain.sum}:{' '}
      {counted.map((source, index) => (
        <span key={source.id}>
          {index > 0 && ' + '}
          {grantText(source.grants, pool)} <span class="muted">{sourceName(source)}</span>
        </span>
      ))}{' '}
      ={' '}
      <strong>
        <Grant grant={total} feature={pool} />
      </strong>
    </p>
  )
}
