// Suites of one Plinth and one browser, one after another.
import './workspaces/pages.ts'
import './workspaces/members.ts'
import './workspaces/settings.ts'
import './workspaces/user.ts'
