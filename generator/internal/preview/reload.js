// Reloads the page when the preview has something else to show than what the
// page was made from. Only the preview adds this script, never a build.
(function () {
  "use strict";

  var tag = document.currentScript;
  var shown = tag.dataset.snapshot;
  var isErrorPage = "error" in tag.dataset;
  var source = null;

  // Browsers open six connections to a server. A hidden tab gives its own back,
  // and hears the number when it is looked at again.
  function update() {
    if (document.hidden) disconnect();
    else connect();
  }

  function connect() {
    if (source) return;
    source = new EventSource("/_rolediff/events");
    source.onmessage = function (event) {
      if (event.data === shown) return;
      disconnect();
      keepScroll();
      location.reload();
    };
    source.onerror = function () {
      // The browser tries again by itself, unless it was refused.
      if (source && source.readyState === EventSource.CLOSED) {
        disconnect();
        setTimeout(update, 1000);
      }
    };
  }

  function disconnect() {
    if (source) source.close();
    source = null;
  }

  // A browser keeps the place across a reload, but an error page in between is
  // too short for it: that would leave the page at its top.
  function keepScroll() {
    if (isErrorPage) return;
    history.replaceState(Object.assign({}, history.state, { rolediffScroll: scrollY }), "");
    history.scrollRestoration = "manual";
  }

  function restoreScroll() {
    if (isErrorPage || !history.state || !("rolediffScroll" in history.state)) return;
    var state = Object.assign({}, history.state);
    scrollTo(scrollX, state.rolediffScroll);
    delete state.rolediffScroll;
    history.replaceState(state, "");
    // Right after the load event the browser would go to where the error page was.
    addEventListener("load", function () {
      setTimeout(function () {
        history.scrollRestoration = "auto";
      }, 0);
    });
  }

  restoreScroll();
  document.addEventListener("visibilitychange", update);
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", update);
  update();
})();
