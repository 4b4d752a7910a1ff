import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  randomBytes,
} from 'node:crypto';

/** Encrypts what is private before it reaches Redis: AES-256-GCM, a fresh nonce each, the key's name as associated data. */
export interface Seal {
  seal(plain: string, context: string): string;
  /** Throws where the value was changed, moved to another key, or sealed with a key that is not given. */
  open(sealed: string, context: string): string;
  /** A keyed hash (HMAC-SHA256, 128 bits in hex): tells nothing without the key. */
  fingerprint(words: string): string;
}

/**
 * `keys[0]` seals; all of them open, so that a key can be changed without rewriting what is there. 32 bytes each. With
 * `repeatable` the same words under the same name are sealed the same way each time (replays; it tells that they are equal).
 */
export function createSeal(keys: readonly Buffer[], repeatable = false): Seal {
  const [newest] = keys;
  if (!newest || keys.some((k) => k.length !== 32)) throw new Error('a data key must have 32 bytes');
  const byId = new Map(keys.map((k) => [keyId(k), createSecretKey(k)]));
  const first = createSecretKey(newest);
  const firstId = keyId(newest);
  const nonce = createNonces();
  const hashing = createHmac('sha256', first).update('bangfu fingerprint').digest();
  return {
    fingerprint: (words) => createHmac('sha256', hashing).update(words).digest('hex').slice(0, 32),
    seal(plain, context) {
      const fresh = repeatable
        ? createHmac('sha256', hashing).update(`${context}|${plain}`).digest().subarray(0, 12)
        : nonce();
      const cipher = createCipheriv('aes-256-gcm', first, fresh);
      cipher.setAAD(Buffer.from(context));
      const body = Buffer.concat([fresh, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${firstId}.${body.toString('base64')}`;
    },
    open(sealed, context) {
      const dot = sealed.indexOf('.');
      const id = sealed.slice(0, dot);
      const secret = byId.get(id);
      if (!secret) throw new Error(`no data key ${id}: give the old key in DATA_KEY_OLD`);
      const body = Buffer.from(sealed.slice(dot + 1), 'base64');
      const decipher = createDecipheriv('aes-256-gcm', secret, body.subarray(0, 12));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(body.subarray(body.length - 16));
      return decipher.update(body.subarray(12, body.length - 16), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}

/** Random nonces of 12 bytes, none given twice; the system is asked for many at once (it takes longer than the sealing). */
function createNonces(): () => Buffer {
  let pool = Buffer.alloc(0);
  let used = 0;
  return () => {
    if (used >= pool.length) {
      pool = randomBytes(12 * 256);
      used = 0;
    }
    used += 12;
    return pool.subarray(used - 12, used);
  };
}

/** Stored with each value: tells which key sealed it, and nothing about the key. */
function keyId(secret: Buffer): string {
  return createHash('sha256').update('bangfu key id').update(secret).digest('hex').slice(0, 8);
}
