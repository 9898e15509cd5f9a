// The panel's head: title, language switch, when the kernel was last heard, what it says, and errors.
// The kernel sends a beat every few seconds; without one the panel is greyed and cannot be operated, because a
// saved widget whose kernel is gone looks exactly like a living one.

const TICK_MS = 500;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function render({ model, el }) {
  const title = element("h2", { class: "wb-title" });
  const pulse = element("span", { class: "wb-pulse" });
  const dot = element("span", { class: "wb-dot", "aria-hidden": "true" });
  const switches = element("div", { class: "wb-languages", role: "group" });
  const message = element("div", { class: "wb-message", role: "status", "aria-live": "polite" });
  const alertText = element("span");
  const dismiss = element("button", { type: "button", class: "wb-dismiss" });
  const alert = element("div", { class: "wb-alert", role: "alert" }, alertText, dismiss);
  const top = element("div", { class: "wb-top" }, title, dot, pulse, switches);
  el.classList.add("wb-statusbar");
  el.append(top, message, alert);

  // Until the first beat after this drawing nobody knows whether there is a kernel behind it.
  let state = "connecting";
  let heard = performance.now();

  const buttons = ["ja", "en"].map((language) => {
    const words = language === "ja" ? "日本語" : "English";
    const button = element("button", { type: "button", lang: language }, words);
    button.addEventListener("click", () => {
      model.set("language", language);
      model.save_changes();
    });
    switches.append(button);
    return [language, button];
  });

  dismiss.addEventListener("click", () => {
    model.set("alert", "");
    model.save_changes();
  });

  function draw() {
    const labels = model.get("labels");
    const dead = state === "dead";
    title.textContent = labels.title ?? "";
    switches.setAttribute("aria-label", labels.language ?? "");
    dismiss.textContent = labels.dismiss ?? "";
    for (const [language, button] of buttons)
      button.setAttribute("aria-pressed", String(language === model.get("language")));
    pulse.textContent = state === "connecting" ? labels.connecting : model.get("updated");
    set(message, model.get("message"));
    set(alertText, dead ? labels.dead : model.get("alert"));
    alert.hidden = !alertText.textContent;
    dismiss.hidden = dead;
    el.dataset.state = state;
    const panel = el.closest(".wb-panel");
    if (panel) {
      panel.classList.toggle("wb-dead", dead);
      for (const body of panel.querySelectorAll(".wb-body")) body.inert = dead;
      switches.inert = dead;
    }
  }

  function set(where, text) {
    // A live region is read out when it changes: not touched when it does not.
    if (where.textContent !== text) where.textContent = text;
  }

  function beat() {
    heard = performance.now();
    state = "live";
    draw();
  }

  function look() {
    if (performance.now() - heard > model.get("stale_s") * 1000 && state !== "dead") {
      state = "dead";
      draw();
    }
  }

  model.on("change:beat", beat);
  for (const name of ["labels", "language", "updated", "message", "alert"]) model.on(`change:${name}`, draw);
  const timer = setInterval(look, TICK_MS);
  draw();
  return () => {
    clearInterval(timer);
    model.off("change:beat", beat);
    for (const name of ["labels", "language", "updated", "message", "alert"]) model.off(`change:${name}`, draw);
  };
}

export default { render };
