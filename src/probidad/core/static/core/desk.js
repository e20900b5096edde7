// Small comforts of the desk. Every page works without this file; all that it needs stands in attributes.
"use strict";

(() => {
  const listOf = (event) => event.target.closest("[data-list]") || document.querySelector("[data-list]");

  // A list that is being fetched says so, and one that could not be fetched keeps what it showed.
  const busy = (event, state) => {
    const list = listOf(event);
    if (!list) return;
    list.setAttribute("aria-busy", String(state));
    const wait = list.querySelector("[data-waiting]");
    if (wait) wait.hidden = !state;
    if (state) list.querySelectorAll("[data-failed]").forEach((note) => { note.hidden = true; });
  };
  const failed = (event) => {
    busy(event, false);
    const note = listOf(event)?.querySelector("[data-failed]");
    if (note) note.hidden = false;
  };
  document.addEventListener("htmx:beforeRequest", (event) => busy(event, true));
  document.addEventListener("htmx:afterRequest", (event) => busy(event, false));
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:timeout", failed);
  document.addEventListener("htmx:responseError", failed);

  // One box that ticks all those of its form, and the count of those that are ticked.
  const count = (form) => {
    const boxes = [...form.querySelectorAll("[data-row]")];
    const ticked = boxes.filter((box) => box.checked).length;
    const all = form.querySelector("[data-all]");
    if (all) {
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
    const told = form.querySelector("[data-ticked]");
    if (told) told.textContent = String(ticked);
  };
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (event.target.matches("[data-all]")) {
      form.querySelectorAll("[data-row]").forEach((box) => { box.checked = event.target.checked; });
    }
    if (form && event.target.matches("[data-all], [data-row]")) count(form);
  });
  const ready = () => document.querySelectorAll("[data-all]").forEach((box) => { box.closest("th, [hidden]")?.removeAttribute("hidden"); box.hidden = false; count(box.form); });
  document.addEventListener("DOMContentLoaded", () => {
    ready();
    document.querySelector(".rail [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  document.addEventListener("htmx:afterSwap", ready);

  // A menu of the bar closes with Escape, and when another place is pressed.
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
})();
