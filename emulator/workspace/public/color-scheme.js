// @ts-check

const KEY = "color-scheme";
const system = matchMedia("(prefers-color-scheme: dark)");
/** @type {Set<(scheme: string) => void>} */
const listeners = new Set();

/** `light` or `dark`: as chosen here, else as the system has it. */
export const currentScheme = () => localStorage.getItem(KEY) ?? (system.matches ? "dark" : "light");

export function toggleScheme() {
  localStorage.setItem(KEY, currentScheme() === "dark" ? "light" : "dark");
  apply();
}

/** @param {(scheme: string) => void} listener */
export const onSchemeChange = (listener) => listeners.add(listener);

function apply() {
  document.documentElement.dataset["colorScheme"] = currentScheme();
  for (const listener of listeners) listener(currentScheme());
}

system.addEventListener("change", apply);
apply();
