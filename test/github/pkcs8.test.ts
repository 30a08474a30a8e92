import { createPrivateKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { toPkcs8 } from "../../src/github/pkcs8.ts";
import { PKCS1, PKCS8 } from "./given.ts";

const converted = (pem: string): string => {
  const key = toPkcs8(pem);
  if (!key.ok) throw new Error(key.failure.message);
  return key.value;
};

describe("an App's private key", () => {
  test.each([
    ["PKCS#1, as GitHub hands it out", PKCS1],
    ["PKCS#8", PKCS8],
    ["with other line ends", PKCS1.replaceAll("\n", "\r\n")],
    ["with line ends spelled out, as in a setting", PKCS1.replaceAll("\n", "\\n")],
    ["with white space around it", `\n  ${PKCS1}\n`],
  ])("%s becomes the same PKCS#8", (_, pem) => {
    expect(converted(pem)).toBe(PKCS8);
    expect(createPrivateKey(converted(pem)).asymmetricKeyType).toBe("rsa");
  });

  test("is one that WebCrypto can sign with", async () => {
    const der = Uint8Array.from(Buffer.from(converted(PKCS1).replaceAll(/-----.*-----|\s/g, ""), "base64"));
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]);
    expect((await crypto.subtle.sign(algorithm.name, key, new Uint8Array(1))).byteLength).toBe(256);
  });

  test.each([
    ["nothing", "", "no_private_key"],
    ["its first line", "-----BEGIN RSA PRIVATE KEY-----", "no_private_key"],
    ["a public key", PKCS8.replaceAll("PRIVATE", "PUBLIC"), "no_private_key"],
    ["an OpenSSH key", PKCS8.replaceAll("PRIVATE", "OPENSSH PRIVATE"), "no_private_key"],
    ["one with two kinds of ends", PKCS8.replace("END", "END RSA"), "no_private_key"],
    ["a damaged one", PKCS1.replace("MII", "MI"), "broken_private_key"],
    ["another thing in base64", PKCS1.replace("MII", "AII"), "broken_private_key"],
  ])("%s is refused in words", (_, pem, reason) => {
    const key = toPkcs8(pem);
    expect(key).toMatchObject({ ok: false, failure: { reason, message: expect.stringContaining(" ") } });
  });
});
