// The search in the header: roles, comparisons ("a vs b") and the words of all
// dimensions. It is a field of its own and not part of the picker: there a choice
// is added to a comparison, here it is a link to go to, and one list in which
// Enter means both would surprise.
(() => {
  'use strict';
  const {el, fold, at, terms} = rolediff, picker = document.getElementById('picker');
  if (!picker) return;
  let words, asked = 0;

  const input = el('input', {type: 'search', 'aria-label': 'Search roles and what they do', placeholder: 'Search', 'aria-keyshortcuts': '/', autocomplete: 'off', spellcheck: 'false'});
  const results = el('div', {class: 'results', hidden: ''});
  const status = el('span', {role: 'status', class: 'quiet'});
  const box = el('div', {class: 'search', role: 'search'}, input, results, status);
  picker.before(box);

  // The text with what was looked for marked. It is cut where the folded form has it.
  const marked = (text, query) => {
    text = text.normalize('NFC');
    const folded = fold(text), out = [];
    let from = 0;
    query.map(t => [at(folded, t), t.length]).sort((a, b) => a[0] - b[0]).forEach(([i, n]) => {
      if (i < from) return;
      out.push(text.slice(from, i), el('mark', {}, text.slice(i, from = i + n)));
    });
    return [...out, text.slice(from)];
  };

  const group = (name, entries, more) => entries.length ? [
    el('p', {}, name),
    el('ul', {'aria-label': name}, ...entries.map(([href, ...content]) => el('li', {}, el('a', {href}, ...content)))),
    more > 0 ? el('p', {class: 'more'}, `and ${more} more`) : '',
  ] : [];

  const statements = (data, query) => {
    if (!words) return [];
    const need = terms(query), whole = fold(query).trim();
    return words.filter(w => need.every(t => at(w.folded, t) >= 0) && data.by.has(w.slug))
      .sort((a, b) => (at(b.folded, whole) >= 0) - (at(a.folded, whole) >= 0));
  };

  const loaded = () => rolediff.load('search.js', 'words').catch(() => 0);
  const run = () => {
    const mine = ++asked, query = input.value;
    return Promise.all([rolediff.ready(), loaded()]).then(([data]) => {
      if (mine != asked) return;
      const raw = rolediff.words;
      if (raw && !words) words = raw.roles.flatMap(([slug, ...cells]) => cells.flatMap((texts, d) =>
        texts.map(text => ({slug, text, folded: fold(text), dimension: raw.dimensions[d]}))));
      const need = terms(query);
      results.hidden = !need.length;
      if (!need.length) return;
      const parts = query.split(/\s+(?:vs\.?|versus)\s+/i).map(q => rolediff.find(q)[0]).filter(f => f);
      const slugs = [...new Set(parts.map(f => f.role.slug))].slice(0, 6);
      const roles = rolediff.find(query), said = need.join('').length > 1 ? statements(data, query) : [];
      const pair = slugs.length > 1 ? [[rolediff.href(slugs), slugs.map(s => data.by.get(s).title).join(' vs ')]] : [];
      const n = pair.length + roles.length + said.length;
      results.replaceChildren(
        ...group('Comparison', pair),
        ...group(data.many[0].toUpperCase() + data.many.slice(1), roles.slice(0, 8).map(({role, alias}) => [
          rolediff.href([role.slug]), alias ? alias + ' → ' : '', role.title, ' ', el('small', {}, role.family)]), roles.length - 8),
        ...group('What they do', said.slice(0, 20).map(({slug, text, dimension}) => [
          rolediff.href([slug]) + '#' + dimension[0], data.by.get(slug).title, ' ',
          el('small', {}, dimension[1] + ': ', ...marked(text, need))]), said.length - 20),
        n ? '' : el('p', {}, 'Nothing found'),
        raw ? '' : el('p', {}, 'The words could not be loaded'));
      results.scrollTop = 0;
      status.textContent = n ? n + ' found' : 'Nothing found';
    }).catch(() => {
      results.replaceChildren(el('p', {}, 'The search could not be loaded'));
      results.hidden = false;
    });
  };
  const close = () => {
    asked++;
    results.hidden = true;
  };

  input.addEventListener('input', run);
  input.addEventListener('focus', run);
  box.addEventListener('focusout', e => { if (!box.contains(e.relatedTarget)) close(); });
  results.addEventListener('mousedown', e => { if (!e.target.closest('a')) e.preventDefault(); });
  results.addEventListener('click', e => { if (e.target.closest('a')) setTimeout(close); });
  box.addEventListener('keydown', e => {
    const links = [...results.querySelectorAll('a')], i = links.indexOf(document.activeElement);
    if (e.key == 'Escape') {
      if (i >= 0 || !results.hidden) e.preventDefault();
      input.focus();
      close();
    } else if (e.key == 'Enter' && i < 0) {
      run().then(() => results.querySelector('a')?.click());
    } else if (e.key == 'ArrowDown' || e.key == 'ArrowUp') {
      if (results.hidden) return;
      e.preventDefault();
      (links[i + (e.key == 'ArrowDown' ? 1 : -1)] || (i > 0 ? links[i] : input)).focus();
    }
  });
  addEventListener('keydown', e => {
    if (e.key != '/' || e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.('input,textarea,select,[contenteditable]')) return;
    e.preventDefault();
    input.focus();
    input.select();
  });
})();
