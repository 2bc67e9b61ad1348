/** What the bot is to the Bot Framework; the configuration's `bot` has this shape. */
export interface BotIdentity {
  readonly appId: string;
  /** The only tenant whose people are answered. */
  readonly tenantId: string;
  readonly password?: Hidden;
  readonly certificate?: { readonly thumbprint: string; readonly privateKey: Hidden };
  /** Where the bot writes before any activity has come. */
  readonly serviceUrl: string;
  /** The SDK's own keys without secrets, its whole `ToChannel…`/`ToBot…` group filled in: half a group leaves the rest undefined. */
  readonly framework: Readonly<Record<string, string>>;
}

/** Tokens of the managed identity the bot is registered with; `@azure/identity`'s credentials have this shape. */
export interface IdentityTokens {
  getToken(scope: string): Promise<{ readonly token: string; readonly expiresOnTimestamp: number } | null>;
}

export interface Hidden {
  reveal(): string;
}
