// Runs before the first paint. The choice is made in the account menu (shell/preferences.ts).
import { stored } from './stored.ts'

const theme = stored('theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme
