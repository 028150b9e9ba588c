import type { Messages } from '../en.ts'

export const firstRun: Messages['firstRun'] = {
  title: 'Erste Schritte',
  text: 'Von nichts zu einem Webhook, der von einem Ereignis hört. Jeder Schritt hakt sich selbst ab.',
  hide: 'Erste Schritte ausblenden',
  allDone: 'Alles läuft: Kunde, Plan, Schlüssel, Aufruf und Webhook.',
  done: 'erledigt',
  todo: 'offen',
  steps: {
    customer: {
      title: 'Ein Kunde',
      text: 'Einen Nutzer anlegen, dann einen Workspace, dem er gehört.',
      action: 'Workspaces',
    },
    plan: {
      title: 'Ein Plan',
      text: 'Dem Workspace ein Paket zuweisen: Es sagt, was der Kunde nutzen darf.',
      action: 'Plan',
    },
    key: {
      title: 'Ein API-Schlüssel',
      text: 'Das Produkt ruft damit die API auf. Er wird einmal gezeigt.',
      action: 'API-Schlüssel',
    },
    call: { title: 'Der erste Aufruf', text: 'In einem Terminal, mit dem Schlüssel statt der Punkte:', action: '' },
    webhook: {
      title: 'Ein Webhook mit Testereignis',
      text: 'Eine eigene URL nennen, dann ein Testereignis senden und die Antwort sehen.',
      action: 'Webhooks',
    },
  },
}
