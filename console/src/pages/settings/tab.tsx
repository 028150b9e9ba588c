import { useState } from 'preact/hooks'
import { allows } from '../../api/scopes.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { type Fact, Facts } from '../../ui/facts.tsx'
import { None } from '../../ui/none.tsx'
import { visible } from '../../ui/outside-text.ts'
import { tierText } from '../../ui/tiers.ts'
import { isOwner, mayManage } from '../members/roles.ts'
import type { WholeTabProps } from '../workspace/tab-props.ts'
import { ChangeSettings } from './change-settings.tsx'
import { ChangeTier } from './change-tier.tsx'
import { DeleteWorkspace } from './delete-workspace.tsx'

const forms = { change: ChangeSettings, tier: ChangeTier, delete: DeleteWorkspace }

/** Name, settings and end of the workspace. */
export function Page({ workspace }: WholeTabProps) {
  const { settings: text, workspaces } = words
  const session = useSigned()
  const [opened, setOpened] = useState<keyof typeof forms>()
  const { name, slug, tier, settings, tags = [], metadata = {}, foreign_keys: foreignKeys } = workspace
  const fact = (title: string, value: unknown): Fact => [title, value ? visible(String(value)) : <None />]
  const mayChange = mayManage(session, 'write:workspaces')
  const mayDelete = allows(session, 'delete:workspaces') && isOwner(session)
  const Form = opened && forms[opened]
  return (
    <>
      <Facts
        facts={[
          fact(workspaces.name, name),
          fact(workspaces.slug, slug),
          fact(workspaces.tier, tierText(tier)),
          fact(text.timezone, settings['timezone']),
          fact(text.locale, settings['locale']),
          fact(text.foreignKeys, text.foreignKeysOptions[foreignKeys as 'allow'] ?? foreignKeys),
          fact(text.tags, tags.join(', ')),
          ...Object.entries(metadata).map(([name, value]) => fact(visible(name), value)),
        ]}
      />
      {mayChange && (
        <div class="buttons">
          {session.isOperator && (
            <button type="button" onClick={() => setOpened('tier')}>
              {text.tier}
            </button>
          )}
          <button type="button" class="primary" onClick={() => setOpened('change')}>
            {text.change}
          </button>
        </div>
      )}
      {mayDelete && (
        <section>
          <h2>{text.danger}</h2>
          <p>{text.dangerText}</p>
          <div class="buttons">
            <button type="button" class="danger" onClick={() => setOpened('delete')}>
              {text.delete}
            </button>
          </div>
        </section>
      )}
      {Form !== undefined && <Form workspace={workspace} onClose={() => setOpened(undefined)} />}
    </>
  )
}
