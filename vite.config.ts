import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const page = (name: string): string => fileURLToPath(new URL(`app/${name}.html`, import.meta.url));

/** The pages of `app/`, for `scripts/app-build.mjs`. */
export default defineConfig({
  root: fileURLToPath(new URL("app", import.meta.url)),
  base: "/app/",
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL("dist/app", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    // Nothing may stand in the page itself: its content security policy knows files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { sidebar: page("sidebar"), admin: page("admin") },
      // In one file, so that zod is set up before any schema is made, whatever else is split.
      output: { codeSplitting: { groups: [{ name: "zod", test: /\/node_modules\/zod\/|\/app\/page-setup\.ts$/ }] } },
    },
  },
});
