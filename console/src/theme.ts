// Runs before the first paint. The choice is made in the account menu (shell/preferences.ts).
const theme = localStorage.getItem('plinth.theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme
