import { words } from '../../messages/index.ts'
import { choicesOf, choicesOrAll, Select } from '../../ui/field.tsx'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import type { ViewOf } from '../../ui/view.ts'
import type { fields } from './view.ts'

type View = ViewOf<typeof fields>

export function Filters({ view, change }: { view: View; change: (changed: Partial<View>) => void }) {
  const { common, workspaces, tiers } = words
  return (
    <FilterBar>
      <SearchField value={view.search} onChange={(search) => change({ search })} />
      <Select
        label={workspaces.status}
        value={view.status}
        options={choicesOrAll(choicesOf(workspaces.statuses))}
        onChange={(status) => change({ status: status as View['status'] })}
      />
      <Select
        label={workspaces.tier}
        value={view.tier}
        options={choicesOrAll(choicesOf(tiers))}
        onChange={(tier) => change({ tier: tier as View['tier'] })}
      />
      <Select
        label={common.sortBy}
        value={view.sort}
        options={[
          { value: '-created_at', label: common.newest },
          { value: 'created_at', label: common.oldest },
          { value: 'name', label: common.byName },
        ]}
        onChange={(sort) => change({ sort: sort as View['sort'] })}
      />
    </FilterBar>
  )
}
