// What all parts of the script share. The files of this folder are joined in
// order of name and set one global, rolediff. Nothing here needs storage, history
// or a request of its own: data comes as classic scripts, so file:// works too.
(rd => {
  const script = document.currentScript;

  // The site's root, told by where this script is; "" when it stands in the page.
  rd.root = script && script.src ? script.src.replace(/assets\/site\.js.*$/, '') : '';

  // Gives an element attributes and children. Functions among the attributes
  // listen to the event of their name.
  rd.set = (e, attributes, ...children) => {
    for (const name in attributes) {
      const value = attributes[name];
      if (value.call) e.addEventListener(name, value);
      else e.setAttribute(name, value);
    }
    e.append(...children);
    return e;
  };
  rd.el = (tag, ...rest) => rd.set(document.createElement(tag), ...rest);

  // Promises what a data file below assets/ sets on rolediff, or another object,
  // under a name. The file is asked for once, and again after it failed.
  const asked = {};
  rd.load = (file, name, on = rd) =>
    (asked[file] = asked[file] || new Promise((resolve, reject) => {
      const done = () => {
        if (on[name]) return resolve();
        delete asked[file];
        reject();
      };
      if (on[name]) done();
      else document.head.append(rd.el('script', {src: rd.root + 'assets/' + file, load: done, error: done}));
    }));

  // Folds case and diacritics. The result is as long as the NFC form of the text,
  // so that a place in one is a place in the other.
  rd.fold = text => text.normalize('NFC')
    .replace(/[\u00c0-\u1fff]/g, c => c.normalize('NFD')[0]).toLowerCase();

  // The words of a query, folded.
  rd.terms = query => rd.fold(query).match(/[^\s,;/-]+/g) || [];

  // Where a folded text has a word that begins with a term, or -1.
  rd.at = (text, term) => {
    let i = text.indexOf(term);
    while (i > 0 && /[\p{L}\p{N}]/u.test(text[i - 1])) i = text.indexOf(term, i + 1);
    return i;
  };
})(window.rolediff = window.rolediff || {});
