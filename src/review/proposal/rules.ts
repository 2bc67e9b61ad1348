/** What a proposal may touch. All ids lower case. */
export interface ProposalRules {
  readonly botObjectIds: ReadonlySet<string>;
  readonly approvers: ReadonlySet<string>;
  readonly breakGlass: ReadonlySet<string>;
  /** Role GUIDs the writer may assign: by default the curated smaller roles, so that a hijacked bot cannot grant Contributor. */
  readonly mayCreate: ReadonlySet<string>;
  /** Role GUIDs the writer may take away; undefined = any that cannot hand out rights (the service has the last word). */
  readonly mayRemove?: ReadonlySet<string>;
  /** For commands and descriptions. */
  readonly reviewId: string;
}
