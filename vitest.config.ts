import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    reporters: process.env["CI"] ? ["default"] : ["dot"],
    projects: [
      { test: { name: "node", include: ["test/**/*.test.ts"], exclude: ["test/long/**", "test/workerd/**"] } },
    ],
  },
});
