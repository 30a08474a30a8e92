// The other end of zendesk_app_framework_sdk: handshake, get, set, invoke, on, request, as text by postMessage.
const query = new URLSearchParams(location.search);
const app = new URL(query.get("app"));
app.searchParams.set("origin", location.origin);
app.searchParams.set("app_guid", "guid-1");
app.searchParams.set("colorScheme", query.get("colorScheme") ?? "light");

const context = JSON.parse(query.get("context"));
const values = JSON.parse(query.get("values") ?? "{}");
const frame = document.createElement("iframe");
frame.title = "Tierline";
frame.src = app.href;
frame.height = "600";
document.body.append(frame);

const post = (message) => frame.contentWindow.postMessage(JSON.stringify(message), app.origin);
const zaf = (key, message) => post({ key: `zaf.${key}`, message, instanceGuid: "guid-1" });

/** For a test: something happens in Zendesk. */
window.trigger = (event, value) => zaf(event, value);
window.setValue = (path, value) => {
  values[path] = value;
};

window.addEventListener("message", async ({ data, origin, source }) => {
  if (origin !== app.origin || source !== frame.contentWindow) return;
  const { id, key = "", request, params, message } = JSON.parse(data);
  if (key === "iframe.handshake") {
    zaf("app.registered", { metadata: { appId: 1, installationId: 1, settings: {} }, context });
    zaf("app.activated", { firstLoad: true });
  } else if (/^request:\d+$/.test(key)) {
    const { status, body } = await window.answerRequest(message, Number(query.get("scene")));
    const failed = { status, responseText: JSON.stringify(body), responseJSON: body };
    if (status === 200) zaf(`${key}.done`, { responseArgs: [body, "success"] });
    else zaf(`${key}.fail`, { responseArgs: [failed, "error"] });
  } else if (request === "get") {
    post({ id, result: { errors: {}, ...Object.fromEntries(params.map((path) => [path, values[path] ?? null])) } });
  } else if (request === "set") {
    Object.assign(values, params);
    post({ id, result: { errors: {}, ...params } });
    for (const path of Object.keys(params)) {
      const field = /custom_field_\d+$/.exec(path)?.[0];
      if (field) zaf(`ticket.${field}.changed`, params[path]);
    }
  } else if (request === "invoke") {
    if (params.resize) frame.style.height = params.resize[0].height;
    post({ id, result: { errors: {}, ...params } });
  }
});
