import { useState } from 'preact/hooks'
import type { Session } from '../api/sdk.ts'
import { language, languages, words } from '../messages/index.ts'
import { choicesOf, Select } from '../ui/field.tsx'
import { Icon } from '../ui/icon.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { visible } from '../ui/outside-text.ts'
import { otherZone, showOtherZone, useShownZone } from '../ui/shown-zone.ts'
import { timesIn } from '../ui/time.ts'
import { chooseAndReload, chooseSingleKeys, chooseTheme, hasSingleKeys, type Theme, themeNow } from './preferences.ts'
import { useSignOut } from './use-sign-out.tsx'

export function AccountMenu({ session, onShortcuts }: { session: Session; onShortcuts: () => void }) {
  const { shell } = words
  const [theme, setTheme] = useState(themeNow)
  const [hasKeys, setKeys] = useState(hasSingleKeys)
  const other = otherZone(useShownZone())
  const [leave, failed] = useSignOut()
  return (
    <>
      <Menu label={shell.account} face={<Icon name="person" />}>
        <p class="who">
          {shell.signedInAs} <strong>{visible(session.actor.name || shell.operator)}</strong>
        </p>
        <Select
          label={shell.theme}
          value={theme}
          options={choicesOf(shell.themes)}
          onChange={(chosen) => {
            chooseTheme(chosen as Theme)
            setTheme(themeNow())
          }}
        />
        <Select
          label={shell.language}
          value={language}
          options={languages.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(code) => chooseAndReload('language', code)}
        />
        <Select
          label={shell.times}
          value={timesIn}
          options={choicesOf(shell.timesIn)}
          onChange={(zone) => chooseAndReload('times', zone)}
        />
        <label class="tick">
          <input
            type="checkbox"
            checked={hasKeys}
            onChange={({ currentTarget }) => {
              chooseSingleKeys(currentTarget.checked)
              setKeys(currentTarget.checked)
            }}
          />
          {shell.singleKeys}
        </label>
        <MenuItem onChoose={showOtherZone}>{shell.timesInstead[other]}</MenuItem>
        <MenuItem onChoose={onShortcuts}>{shell.shortcuts}</MenuItem>
        <MenuItem onChoose={leave}>{shell.signOut}</MenuItem>
      </Menu>
      {failed}
    </>
  )
}
