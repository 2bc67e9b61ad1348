/** Address arithmetic as mutes need it; the geo room has it, the composition root hands it in. */
export interface Networks {
  /** A CIDR, an address or `AS5607` as typed, in its canonical spelling; undefined for anything else. */
  read(text: string): { readonly network: string; readonly wide: boolean } | undefined;
  holds(cidr: string, address: string): boolean;
  /** The /24 or /64 around an address. */
  siteOf(address: string): string | undefined;
}
