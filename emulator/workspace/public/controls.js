// @ts-check
import { h } from "./dom.js";

/**
 * A control of the form: its element, and how it shows a value.
 * @typedef {{ element: HTMLElement, input: HTMLElement, show: (value: any) => void }} Control
 */

let count = 0;
const nextId = () => `control-${++count}`;

/**
 * @param {string} label
 * @param {any} input
 * @param {(value: any) => void} show
 * @returns {Control}
 */
function labelled(label, input, show) {
  input.id ||= nextId();
  return { element: h("div", { class: "control" }, h("label", { for: input.id }, label), input), input, show };
}

/**
 * @param {string} label
 * @param {{ value: string, name: string }[]} options
 * @param {(value: string | null) => void} changed
 */
export function choice(label, options, changed) {
  const entries = [{ value: "", name: "–" }, ...options].map(({ value, name }) => h("option", { value }, name));
  const input = h("select", { onchange: () => changed(input.value === "" ? null : input.value) }, entries);
  return labelled(label, input, (value) => {
    const text = String(value ?? "");
    const known = [...input.options].some((option) => option.value === text);
    if (!known) input.append(h("option", { value: text }, text));
    input.value = text;
  });
}

/**
 * @param {string} label
 * @param {string} type of an `input`, or `textarea`
 * @param {(value: string | null) => void} changed
 * @param {Record<string, unknown>} [attributes]
 */
export function text(label, type, changed, attributes = {}) {
  const onchange = () => changed(input.value === "" ? null : input.value);
  const input =
    type === "textarea"
      ? h("textarea", { rows: 3, onchange, ...attributes })
      : h("input", { type, autocomplete: "off", onchange, ...attributes });
  return labelled(label, input, (value) => {
    input.value = String(value ?? "");
    input.title = input.value;
  });
}

/**
 * @param {string} label
 * @param {(value: boolean) => void} changed
 */
export function tick(label, changed) {
  const input = h("input", { type: "checkbox", onchange: () => changed(input.checked) });
  return labelled(label, input, (value) => {
    input.checked = value === true;
  });
}

/**
 * Tags: each can be taken away; Enter, comma or space adds what is typed.
 * @param {(tags: string[]) => void} changed
 * @returns {Control}
 */
export function tagList(changed) {
  /** @type {string[]} */
  let tags = [];
  const chips = h("ul", { class: "chips" });
  const input = h("input", {
    type: "text",
    id: nextId(),
    autocomplete: "off",
    placeholder: "Add a tag",
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (["Enter", ",", " "].includes(event.key)) {
        event.preventDefault();
        add();
      }
      if (event.key === "Backspace" && input.value === "") changed(tags.slice(0, -1));
    },
    onblur: () => add(),
  });
  const add = () => {
    const tag = input.value.trim().toLowerCase();
    input.value = "";
    if (tag !== "" && !tags.includes(tag)) changed([...tags, tag]);
  };
  const chip = (/** @type {string} */ tag) => {
    const remove = () => changed(tags.filter((one) => one !== tag));
    return h("li", {}, tag, h("button", { type: "button", "aria-label": `Remove tag ${tag}`, onclick: remove }, "×"));
  };
  const box = h("div", { class: "tags" }, chips, input);
  return {
    element: h("div", { class: "control" }, h("label", { for: input.id }, "Tags"), box),
    input,
    show: (value) => {
      tags = value ?? [];
      chips.replaceChildren(...tags.map(chip));
      chips.hidden = tags.length === 0;
    },
  };
}
