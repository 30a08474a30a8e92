import { describe, expect, test } from "vitest";
import { type GitStage, gitStage, MAPPING, organizations } from "../account/git-stage.ts";
import { OPERATOR_TOKEN } from "../support/world.ts";
import { type Seen, tierline } from "./terminal-double.ts";

/** The real commands against a Tierline in this process, with a repository to follow. */
async function aRepository() {
  const stage = await gitStage();
  const { sha } = stage.push(MAPPING, { message: "The contracts" });
  await stage.world.settle();
  const operate = (...args: readonly string[]): Promise<Seen> =>
    tierline(["mapping", ...args, "--subdomain", "acme"], {
      fetch: async (input, init) => stage.world.tierline.app.request(new Request(input, init)),
      environment: { TIERLINE_OPERATOR_TOKEN: OPERATOR_TOKEN },
    });
  return { stage, sha: sha.slice(0, 7), operate };
}

const push = async (stage: GitStage, text: string): Promise<string> => {
  const { sha } = stage.push({ "organizations.csv": text }, { message: "Renewals" });
  await stage.world.settle();
  return sha.slice(0, 7);
};

describe("tierline mapping", () => {
  test("says who owns it, puts it in git, and hands it over", async () => {
    const { operate, sha } = await aRepository();
    const files = "The mapping files of the server own the mapping and the policy.\n";
    expect(await operate()).toMatchObject({ code: 0, output: files, errors: "" });
    const followed = await operate("git", "--repository", "acme/contracts");
    expect(followed).toMatchObject({ code: 0, errors: "" });
    expect(followed.output).toContain("acme/contracts, branch main owns the mapping and the policy.\n");
    expect(followed.output).toMatch(new RegExp(`^In force since \\S+: ${sha} by Mara \\(mara\\): The contracts$`, "m"));
    expect((await operate()).output).toBe(followed.output);
    expect((await operate("admin")).output).toBe("Administrators own the mapping and the policy.\n");
    expect((await operate("files")).output).toBe(files);
  });

  test("says what was refused and where, and ends with 1 until it is mended", async () => {
    const { operate, stage } = await aRepository();
    await operate("git", "--repository", "acme/contracts");
    const sha = await push(stage, organizations({ bolt: "gold" }));
    const shown = await operate();
    expect(shown.code).toBe(1);
    expect(shown.output).toMatch(new RegExp(`^Refused at \\S+: ${sha} by Mara`, "m"));
    expect(shown.output).toContain("  organizations.csv:3: tier");
    const json = JSON.parse((await operate("--json")).output);
    expect(json).toMatchObject({ owner: "git", git: { refused: { problemCount: 1 } } });
    await push(stage, organizations({ bolt: "pro" }));
    expect((await operate()).code).toBe(0);
  });

  test("pull asks at once", async () => {
    const { operate, stage } = await aRepository();
    await operate("git", "--repository", "acme/contracts");
    stage.world.github().emulator.webhookFaults.add({ event: "push", fault: { kind: "drop" } });
    const sha = await push(stage, organizations({ bolt: "pro" }));
    expect((await operate()).output).not.toContain(sha);
    const pulled = await operate("pull");
    expect(pulled).toMatchObject({ code: 0 });
    expect(pulled.output).toContain(`acme/contracts, branch main at ${sha}: applied. In force for acme.`);
    expect((await operate("pull")).output).toContain(`at ${sha}: same`);
  });

  test.each([
    [["git", "--repository", "acme/none"], "there is no repository acme/none"],
    [["git", "--repository", "acme/contracts", "--branch", "none"], "acme/contracts has no branch none"],
    [["git", "--repository", "elsewhere/contracts"], "connect github --owner elsewhere"],
  ])("%s is refused with what to do", async (args, words) => {
    const { operate } = await aRepository();
    const refused = await operate(...args);
    expect(refused).toMatchObject({ code: 1, output: "" });
    expect(refused.errors).toContain(words);
  });

  test("without a repository is a wrong use", async () => {
    const { operate } = await aRepository();
    expect((await operate("git")).code).toBe(2);
  });
});
