import { webcrypto } from "node:crypto";

const { subtle } = webcrypto;
const NAMES = ["digest", "sign", "verify", "encrypt", "decrypt", "importKey", "deriveKey", "deriveBits"] as const;

const underWay = new Set<Promise<unknown>>();

for (const name of NAMES) {
  const real = subtle[name];
  const value = (...parameters: unknown[]) => noted(Reflect.apply(real, subtle, parameters));
  Object.defineProperty(subtle, name, { configurable: true, writable: true, value });
}

/**
 * WebCrypto answers from the platform's own threads, at no moment that could be told from here; the calls are the real
 * ones, and noted. Resolves when those that are under way have ended, to whether there were any.
 */
export async function cryptoEnds(): Promise<boolean> {
  if (underWay.size === 0) return false;
  await Promise.allSettled(underWay);
  return true;
}

function noted<T>(call: Promise<T>): Promise<T> {
  const done = () => underWay.delete(call);
  underWay.add(call);
  call.then(done, done);
  return call;
}
