import { err, ok, type Result } from "../core/result.ts";
import { fromBase64, toBase64 } from "../http/base64.ts";
import { concatenated } from "../http/bytes.ts";

export interface KeyRefusal {
  readonly reason: "no_private_key" | "broken_private_key";
  readonly message: string;
}

const PEM = /^-----BEGIN (RSA PRIVATE KEY|PRIVATE KEY)-----\s+([A-Za-z0-9+/=\s]+?)\s*-----END \1-----$/;
const SEQUENCE = 0x30;
const OCTET_STRING = 0x04;
/** Version 0, and the algorithm `rsaEncryption` (1.2.840.113549.1.1.1) with its empty parameters (RFC 8017 §A.1). */
const RSA = [
  0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

/**
 * An App's private key as PKCS#8, whichever of the two forms it comes in: GitHub hands out PKCS#1
 * (`BEGIN RSA PRIVATE KEY`), and WebCrypto reads PKCS#8 (`BEGIN PRIVATE KEY`) only.
 */
export function toPkcs8(pem: string): Result<string, KeyRefusal> {
  const [, form, text] = PEM.exec(pem.replaceAll("\\n", "\n").trim()) ?? [];
  if (form === undefined || text === undefined) {
    const message =
      "That is no private key of a GitHub App: paste the whole .pem file, from -----BEGIN to -----END with its dashes.";
    return err({ reason: "no_private_key", message });
  }
  const der = fromBase64(text.replace(/\s+/g, ""));
  if (der === null || der[0] !== SEQUENCE) {
    const message = "The private key is damaged: download a new one from the App's settings, under Private keys.";
    return err({ reason: "broken_private_key", message });
  }
  if (form === "PRIVATE KEY") return ok(toPem(der));
  return ok(toPem(element(SEQUENCE, [Uint8Array.from(RSA), element(OCTET_STRING, [der])])));
}

/** One element of DER (X.690 §8.1): its tag, its length, its content. */
function element(tag: number, parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const content = concatenated(parts);
  return concatenated([Uint8Array.from([tag, ...lengthOctets(content.length)]), content]);
}

function lengthOctets(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) octets.unshift(rest & 0xff);
  return [0x80 | octets.length, ...octets];
}

function toPem(der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join("\n")}\n-----END PRIVATE KEY-----\n`;
}
