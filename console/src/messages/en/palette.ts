export const palette = {
  input: 'Page or ID',
  results: 'Results',
  open: (id: string) => `Open ${id}`,
  searchWorkspaces: (text: string) => `Search workspaces for “${text}”`,
}
