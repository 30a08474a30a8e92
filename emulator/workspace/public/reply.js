// @ts-check
import { capitalised } from "./directory.js";
import { h } from "./dom.js";

const STATUSES = ["open", "pending", "hold", "solved"];
const LABELS = new Map([["hold", "On-hold"]]);

/** The reply box and the button that submits the whole form. */
export class Reply {
  element;
  #text;
  #internal;
  #status;
  #button;
  #problem = h("p", { class: "problem", role: "alert", hidden: true });

  /**
   * @param {string} status of the ticket
   * @param {() => Promise<void>} submit
   */
  constructor(status, submit) {
    this.#text = h("textarea", {
      id: "reply",
      rows: 4,
      "aria-label": "Reply",
      placeholder: "Write a reply",
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.element.requestSubmit();
      },
    });
    this.#internal = h("input", { type: "radio", name: "reply-kind", value: "internal", onchange: () => this.#tint() });
    const publicly = h("input", {
      type: "radio",
      name: "reply-kind",
      value: "public",
      checked: true,
      onchange: () => this.#tint(),
    });
    // A ticket that nobody has taken up may stay new.
    const options = [...(status === "new" ? ["new"] : []), ...STATUSES].map((value) =>
      h("option", { value }, LABELS.get(value) ?? capitalised(value)),
    );
    this.#status = h("select", { "aria-label": "Status to submit as" }, options);
    this.status = status;
    this.#button = h("button", { type: "submit", class: "primary" }, "Submit as");
    this.element = h(
      "form",
      {
        class: "reply",
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          void this.#run(submit);
        },
      },
      h(
        "fieldset",
        { class: "kinds" },
        h("legend", {}, "Kind of reply"),
        h("label", {}, publicly, "Public reply"),
        h("label", {}, this.#internal, "Internal note"),
      ),
      this.#text,
      this.#problem,
      h("div", { class: "submit" }, h("kbd", {}, "Ctrl + Enter submits"), this.#button, this.#status),
    );
  }

  /** @returns {string} */
  get status() {
    return this.#status.value;
  }

  set status(value) {
    this.#status.value = value;
    if (this.#status.value !== value) this.#status.value = "open";
  }

  /** @returns {string} */
  get text() {
    return this.#text.value;
  }

  set text(value) {
    this.#text.value = value;
  }

  get isPublic() {
    return !this.#internal.checked;
  }

  set isPublic(value) {
    this.#internal.checked = !value;
    this.element.querySelector("[value=public]").checked = value;
    this.#tint();
  }

  #tint() {
    this.element.classList.toggle("internal", !this.isPublic);
  }

  /** @param {() => Promise<void>} submit */
  async #run(submit) {
    this.#button.disabled = true;
    this.#problem.hidden = true;
    try {
      await submit();
    } catch (error) {
      this.#problem.textContent = error instanceof Error ? error.message : String(error);
      this.#problem.hidden = false;
    } finally {
      this.#button.disabled = false;
    }
  }
}
