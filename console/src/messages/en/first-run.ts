export const firstRun = {
  title: 'First steps',
  text: 'From nothing to a webhook that hears of an event. Each step ticks itself off.',
  hide: 'Hide the first steps',
  allDone: 'Everything works: customer, plan, key, call and webhook.',
  done: 'done',
  todo: 'to do',
  steps: {
    customer: {
      title: 'A customer',
      text: 'Create a user, then a workspace that the user owns.',
      action: 'Workspaces',
    },
    plan: {
      title: 'A plan',
      text: 'Assign a package to the workspace: it says what the customer may use.',
      action: 'Plan',
    },
    key: { title: 'An API key', text: 'Your product calls the API with it. It is shown once.', action: 'API keys' },
    call: { title: 'The first call', text: 'In a terminal, with the key in place of the dots:', action: '' },
    webhook: {
      title: 'A webhook with a test event',
      text: 'Name a URL of yours, then send it a test event and see the answer.',
      action: 'Webhooks',
    },
  },
}
