import { keepPreviousData } from '@tanstack/query-core'
import { useState } from 'preact/hooks'
import { client } from '../../api/client.ts'
import { allows } from '../../api/scopes.ts'
import type { Boost, PackageAssignment } from '../../api/sdk.ts'
import { poolOf, useCatalog } from '../../api/use-catalog.ts'
import { useQuery } from '../../api/use-query.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { choicesOrAll, Select } from '../../ui/field.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { Icon } from '../../ui/icon.tsx'
import { List } from '../../ui/list.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { visible } from '../../ui/outside-text.ts'
import { useView } from '../../ui/use-view.ts'
import { choiceField, pageField, textField } from '../../ui/view.ts'
import { NamespaceField, namespaceName, useNamespaces } from '../namespaces/namespace-field.tsx'
import type { TabProps } from '../workspace/tab-props.ts'
import { boostColumns, packageColumns } from './columns.tsx'
import { boostsOf, type Owner, packagesOf } from './owner.ts'
import { type OpenedForm, PlanForm } from './plan-form.tsx'
import { isEnded, stateOf } from './state.ts'
import { anchorOf } from './timeline.ts'
import { Timeline } from './timeline-view.tsx'

const statuses = ['active', 'suspended', 'cancelled', 'expired'] as const
const fields = {
  namespace: textField,
  status: choiceField(['', ...statuses], ''),
  page: pageField,
  boosts: pageField,
}
/** Statuses of a package that may be in force, and the fields that tell since when its cycles are counted. */
const inForce = ['active', 'suspended', 'cancelled'] as const
const anchored = ['package', 'status', 'starts_at', 'expires_at', 'billing_anchor'] as const

export function Plan({ workspace }: TabProps) {
  const { plan, common } = words
  const session = useSigned()
  const [view, change] = useView(fields)
  const [opened, setOpened] = useState<OpenedForm>()
  const catalog = useCatalog()
  const namespaces = useNamespaces(workspace.id)
  const isOwn = view.namespace === ''
  const owner: Owner = isOwn ? { type: 'workspace', id: workspace.id } : { type: 'namespace', id: view.namespace }
  const ownerName = isOwn ? visible(workspace.name) : namespaceName(namespaces, view.namespace)
  const options = { workspaceId: workspace.id }
  const asked = { per_page: 25, sort: ['-starts_at'] as const }
  const packages = useQuery({
    queryKey: ['plan', owner.id, 'packages', view.status, view.page],
    queryFn: ({ signal }) =>
      packagesOf(client, owner).list(
        owner.id,
        { ...asked, page: view.page, status: view.status || undefined },
        { ...options, signal },
      ),
    placeholderData: keepPreviousData,
  })
  const held = useQuery({
    queryKey: ['plan', owner.id, 'in-force'],
    queryFn: async ({ signal }) => {
      const asked = { fields: anchored, per_page: 100, sort: ['-starts_at'] } as const
      const pages = inForce.map((status) =>
        packagesOf(client, owner).list(owner.id, { ...asked, status }, { ...options, signal }),
      )
      return (await Promise.all(pages)).flatMap(({ data }) => data)
    },
  })
  const boostStatus = view.status === 'active' || view.status === 'expired' ? view.status : undefined
  const boosts = useQuery({
    queryKey: ['plan', owner.id, 'boosts', boostStatus, view.boosts],
    queryFn: ({ signal }) =>
      boostsOf(client, owner).list(
        owner.id,
        { ...asked, page: view.boosts, status: boostStatus },
        { ...options, signal },
      ),
    placeholderData: keepPreviousData,
  })
  const now = Date.now()
  const nameOf = (code: string) => visible(catalog.features.get(code)?.name ?? code)
  const hasBoosts = view.status === '' || boostStatus !== undefined
  const shownBoosts = hasBoosts ? (boosts.data?.data ?? []) : []
  const shownPackages = packages.data?.data ?? []
  const rows = [
    ...shownPackages.map((held) => ({ ...held, name: visible(held.package.name) })),
    ...shownBoosts.map((boost) => ({ ...boost, name: `${nameOf(boost.feature)} (${plan.boostWord})` })),
  ]
  const mayWrite = session.isOperator && allows(session, 'write:entitlements')
  const mayDelete = session.isOperator && allows(session, 'delete:entitlements')
  const packageActions = (held: PackageAssignment) => {
    const state = stateOf(held, now)
    if (isEnded(state)) return null
    const open = (form: 'suspend' | 'reactivate' | 'renew' | 'cancel') => () => setOpened({ form, held })
    const isCancelled = state === 'cancelledLater'
    return (
      <Menu label={common.actions(visible(held.package.name))} face={<Icon name="more" />}>
        {mayWrite && state === 'suspended' && <MenuItem onChoose={open('reactivate')}>{plan.reactivate}</MenuItem>}
        {mayWrite && state !== 'suspended' && <MenuItem onChoose={open('suspend')}>{plan.suspend}</MenuItem>}
        {mayWrite && !isCancelled && <MenuItem onChoose={open('renew')}>{plan.renew}</MenuItem>}
        {mayDelete && (
          <MenuItem onChoose={open('cancel')} isDanger>
            {plan.cancel}
          </MenuItem>
        )}
      </Menu>
    )
  }
  const boostActions = (boost: Boost) =>
    isEnded(stateOf(boost, now)) ? null : (
      <Menu label={common.actions(nameOf(boost.feature))} face={<Icon name="more" />}>
        <MenuItem onChoose={() => setOpened({ form: 'endBoost', boost })} isDanger>
          {plan.end}
        </MenuItem>
      </Menu>
    )
  const onClearFilters = view.status === '' ? undefined : () => change({ status: '' })
  return (
    <>
      <div class="bar">
        <FilterBar>
          <NamespaceField
            label={plan.owner}
            none={plan.itself}
            value={view.namespace}
            onChange={(namespace) => change({ namespace })}
            namespaces={namespaces}
          />
          <Select
            label={plan.status}
            value={view.status}
            options={choicesOrAll(statuses.map((value) => ({ value, label: plan.states[value]('') })))}
            onChange={(status) => change({ status: fields.status.read(status) })}
          />
        </FilterBar>
        {mayWrite && (
          <div class="buttons">
            <button type="button" onClick={() => setOpened({ form: 'boost' })}>
              {plan.boost}
            </button>
            <button type="button" class="primary" onClick={() => setOpened({ form: 'assign' })}>
              {plan.assign}
            </button>
          </div>
        )}
      </div>
      {!isOwn && <p class="muted small">{plan.ownerHint}</p>}
      <Timeline rows={rows} now={now} anchor={anchorOf(held.data ?? [], catalog, now)} />
      <section>
        <h2>{plan.packages}</h2>
        <List
          caption={plan.packages}
          query={packages}
          columns={packageColumns(catalog, now)}
          actions={mayWrite || mayDelete ? packageActions : undefined}
          onPage={(page) => change({ page })}
          onClearFilters={onClearFilters}
          empty={{ title: plan.noPackage, text: plan.noPackageHelp }}
        />
      </section>
      {hasBoosts && (
        <section>
          <h2>{plan.boosts}</h2>
          <List
            caption={plan.boosts}
            query={boosts}
            columns={boostColumns((code) => poolOf(catalog, code), now)}
            actions={mayDelete ? boostActions : undefined}
            onPage={(page) => change({ boosts: page })}
            onClearFilters={onClearFilters}
            empty={{ title: plan.noBoost, text: plan.noBoostHelp }}
          />
        </section>
      )}
      {opened !== undefined && (
        <PlanForm opened={opened} owner={owner} ownerName={ownerName} onClose={() => setOpened(undefined)} />
      )}
    </>
  )
}
