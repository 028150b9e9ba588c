import { useState } from 'preact/hooks'
import { reload } from '../../api/query-cache.ts'
import { allows } from '../../api/scopes.ts'
import type { CatalogFeature, EntitlementDecision, EntitlementRemedy } from '../../api/sdk.ts'
import type { CatalogIndex } from '../../api/use-catalog.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { amountText } from '../../ui/amount.ts'
import { visible } from '../../ui/outside-text.ts'
import { timeText } from '../../ui/time.ts'
import type { Owner } from '../plan/owner.ts'
import { type OpenedForm, PlanForm } from '../plan/plan-form.tsx'
import { ChangeStatus } from '../workspace/change-status.tsx'
import type { TabProps } from '../workspace/tab-props.ts'
import type { OwnerNames } from './level-names.ts'

interface RemediesProps extends TabProps {
  decision: EntitlementDecision
  pool: CatalogFeature | undefined
  catalog: CatalogIndex
  names: OwnerNames
}

/** Changes that would allow a refused check. Each button opens its form, filled in, with the other effects of the change. */
export function Remedies({ decision, workspace, pool, catalog, names }: RemediesProps) {
  const { explain } = words
  const session = useSigned()
  const [opened, setOpened] = useState<{ form: OpenedForm; owner: Owner } | 'workspace'>()
  const { remedies = [], reason } = decision
  const mayChange = session.isOperator && allows(session, 'write:entitlements')
  const mayReactivate = session.isOperator && allows(session, 'write:workspaces')
  const close = () => setOpened(undefined)
  const packageName = (code: string | null) => visible(catalog.packages.get(code ?? '')?.name ?? code ?? '')
  const opens = (remedy: EntitlementRemedy) => {
    if (isWorkspaceItself(remedy))
      return mayReactivate && remedy.owner_id === workspace.id ? () => setOpened('workspace') : undefined
    const owner = ownerOf(remedy)
    const form = formOf(remedy, packageName)
    return mayChange && owner && form ? () => setOpened({ form, owner }) : undefined
  }
  const none = reason === 'NAMESPACE_INACTIVE' ? explain.noRemedyInactive : explain.noRemedy
  return (
    <section>
      <h2>{explain.remedies}</h2>
      <p class="muted">{remedies.length === 0 ? none : explain.remediesText}</p>
      <ul class="remedies">
        {remedies.map((remedy) => {
          const text = textOf(remedy, pool, packageName)
          const open = opens(remedy)
          return (
            <li key={JSON.stringify(remedy)}>
              {open === undefined ? (
                <>
                  {text} {remedy.kind !== 'wait' && <span class="muted">({explain.toOperators})</span>}
                </>
              ) : (
                <button type="button" onClick={open}>
                  {text}
                </button>
              )}
            </li>
          )
        })}
      </ul>
      {opened === 'workspace' && (
        <ChangeStatus
          workspace={workspace}
          verb="reactivate"
          onClose={() => {
            void reload('explain')
            close()
          }}
        />
      )}
      {typeof opened === 'object' && (
        <PlanForm
          opened={opened.form}
          owner={opened.owner}
          ownerName={names.nameOf(opened.owner.type, opened.owner.id)}
          onClose={close}
        />
      )}
    </section>
  )
}

const isWorkspaceItself = ({ kind, assignment_id }: EntitlementRemedy) =>
  kind === 'reactivate' && assignment_id === null

function ownerOf({ owner_type: type, owner_id: id }: EntitlementRemedy): Owner | undefined {
  const known = (['namespace', 'workspace'] as const).find((one) => one === type)
  return known !== undefined && id !== null ? { type: known, id } : undefined
}

/** The form that does what the remedy says; undefined: there is none. */
function formOf(remedy: EntitlementRemedy, nameOf: (code: string | null) => string): OpenedForm | undefined {
  const { kind, boost, package: code, assignment_id: id } = remedy
  if (kind === 'boost' && boost !== null) {
    const type = boost.type === 'enable' ? 'enable' : 'add_limit'
    return { form: 'boost', boost: { ...boost, type, duration: 'permanent' } }
  }
  if (kind === 'assign' && code !== null) return { form: 'assign', package: code }
  if (kind !== 'reactivate' || id === null || code === null) return undefined
  return { form: 'reactivate', held: { id, package: { id: '', code, name: nameOf(code) }, status: 'suspended' } }
}

function textOf(
  remedy: EntitlementRemedy,
  pool: CatalogFeature | undefined,
  nameOf: (code: string | null) => string,
): string {
  const { explain } = words
  const { kind, boost, package: code, until } = remedy
  const feature = visible(pool?.name ?? boost?.feature ?? '')
  const owner = explain.forOwner[remedy.owner_type === 'namespace' ? 'namespace' : 'workspace']
  if (kind === 'wait' && until !== null) return explain.wait(timeText(until))
  if (kind === 'assign') return explain.assign(nameOf(code), owner)
  if (kind === 'boost')
    return boost?.limit === undefined
      ? explain.boostOn(feature, owner)
      : explain.boostBy(feature, amountText(boost.limit, pool?.unit), owner)
  if (isWorkspaceItself(remedy)) return explain.reactivateWorkspace
  return kind === 'reactivate' ? explain.reactivatePackage(nameOf(code), owner) : kind
}
