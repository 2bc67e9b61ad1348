import type { Command } from '../../chat/commands/command';

/** Schema of the manifest, 2026-06: the first in which a bot's commands may be slash commands and its answers targeted. */
export const schemaVersion = '1.29';

/** Teams' own limits: lists of a bot, commands of a list. */
export const mostCommands = 12;

/** Placeholders that `npm run package` fills from the environment. */
export const placeholders = { appId: '$' + '{{MicrosoftAppId}}', domain: '$' + '{{BOT_DOMAIN}}' } as const;

/** One list a scope, as the schema asks for. The same commands in each: one grammar everywhere. */
const scopes = ['team', 'groupChat', 'personal'] as const;

type Listed = Pick<Command, 'id' | 'args' | 'summary' | 'menuRank'>;

/** The commands of Teams' menu: those with a rank, lowest first, twelve at most; of two with one rank the earlier in the table. */
export function menuOf<C extends Listed>(commands: readonly C[]): readonly C[] {
  return commands
    .filter(({ menuRank }) => menuRank !== undefined)
    .sort((a, b) => (a.menuRank ?? 0) - (b.menuRank ?? 0))
    .slice(0, mostCommands);
}

/**
 * The app's manifest with placeholders for what differs from tenant to tenant. `version` is the package's own. A slash command arrives as a targeted
 * message, which only its sender sees, and is answered the same way.
 */
export function manifestTemplate(commands: readonly Listed[], version: string): object {
  const { appId, domain } = placeholders;
  const listed = menuOf(commands).map(({ id, args, summary }) => ({
    title: id,
    description: args === '' ? summary : `${summary} (${id} ${args})`,
  }));
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${schemaVersion}/MicrosoftTeams.schema.json`,
    manifestVersion: schemaVersion,
    version,
    id: appId,
    developer: {
      name: 'Serial Console Watch',
      websiteUrl: `https://${domain}/about`,
      privacyUrl: `https://${domain}/about`,
      termsOfUseUrl: `https://${domain}/about`,
    },
    name: { short: 'Serial Console Watch', full: 'Serial Console Watch for Azure' },
    description: {
      short: 'Alerts on suspicious use of the Azure Serial Console, and closes the door.',
      full: [
        'Watches the Azure activity log for suspicious use of the Serial Console and posts each alert as a card: who, from where, how often, on which machine, and what speaks for honest work.',
        'Responders acknowledge, escalate, ask the person, consult, review permissions and resolve from the card or by command. Changes to role assignments need a second person, are proved afterwards and can be undone.',
        'Write help to see what you may ask.',
      ].join('\n\n'),
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#12384F',
    bots: [
      {
        botId: appId,
        scopes,
        supportsFiles: true,
        supportsTargetedMessages: true,
        commandLists: scopes.map((scope) => ({
          scopes: [scope],
          triggers: ['mention', 'slash'],
          commands: listed,
        })),
      },
    ],
    defaultInstallScope: 'team',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
    supportsChannelFeatures: 'tier1',
    validDomains: [domain],
  };
}

/** The template as it stands in `manifest/manifest.json`: two blanks deep, lists of words on one line, as the formatter wants it. */
export function manifestText(commands: readonly Listed[], version: string): string {
  const json = JSON.stringify(manifestTemplate(commands, version), null, 2);
  return `${json.replace(/\[\s+((?:"[^"]*",?\s+)+)\]/g, (_list, words: string) => `[${words.trim().replace(/\s+/g, ' ')}]`)}\n`;
}

/** The template with its placeholders filled, as JSON. */
export function fillManifest(template: string, { appId, botDomain }: { appId: string; botDomain: string }): string {
  return template.replaceAll(placeholders.appId, appId).replaceAll(placeholders.domain, botDomain);
}
