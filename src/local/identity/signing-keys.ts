import { exportJWK, generateKeyPair, type JWK, type KeyLike, SignJWT } from 'jose';
import { guidFor } from '../cloud/guid';

export interface SigningKeys {
  /** The JSON Web Key Set to publish. */
  readonly published: { readonly keys: readonly JWK[] };
  /** Signs the claims as they are, `iat`, `nbf` and `exp` included; RS256. */
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>;
}

/** A fresh RSA pair. `endorsements` is what the Bot Framework demands of a channel's key: `["msteams"]`. */
export async function createSigningKeys(endorsements?: readonly string[]): Promise<SigningKeys> {
  const { publicKey, privateKey } = await generateKeyPair<KeyLike>('RS256');
  const bare = await exportJWK(publicKey);
  const kid = guidFor(`${bare.n}`);
  const published = { ...bare, kid, use: 'sig', alg: 'RS256', ...(endorsements ? { endorsements } : {}) };
  return {
    published: { keys: [published] },
    sign: (claims) => new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(privateKey),
  };
}
