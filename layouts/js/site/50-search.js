// The search in the header: roles, comparisons ("a vs b") and the words of all
// dimensions. It is a field of its own and not part of the picker: there a choice
// is added to a comparison, here it is a link to go to, and one list in which
// Enter means both would surprise.
(rd => {
  const {el, set, fold, at} = rd, picker = document.getElementById('picker');
  let words, asked = 0;

  const input = el('input', {type: 'search', 'aria-label': 'Search', placeholder: 'Search', 'aria-keyshortcuts': '/', autocomplete: 'off', spellcheck: false});
  const results = el('div', {class: 'results', hidden: ''});
  const status = el('span', {role: 'status', class: 'quiet'});
  const box = el('div', {class: 'search', role: 'search'}, input, results, status);
  picker.before(box);

  // The text with what was looked for marked. It is cut where the folded form has it.
  const marked = (text, terms) => {
    text = text.normalize('NFC');
    const out = [];
    let from = 0;
    terms.map(t => [at(fold(text), t), t.length]).sort((a, b) => a[0] - b[0]).forEach(([i, n]) => {
      if (i >= from) out.push(text.slice(from, i), el('mark', {}, text.slice(i, from = i + n)));
    });
    return [...out, text.slice(from)];
  };

  // A heading and the first of a list of links, each [address, what it says].
  const group = (name, entries, most, link) => !entries[0] ? [] : [
    el('p', {}, name),
    el('ul', {'aria-label': name}, ...entries.slice(0, most).map(e => {
      const [href, ...content] = link(e);
      return el('li', {}, el('a', {href}, ...content));
    })),
    entries[most] ? el('p', {}, `and ${entries.length - most} more`) : '',
  ];
  const show = (said, ...parts) => {
    results.replaceChildren(...parts, said ? el('p', {}, said) : '');
    results.hidden = false;
    results.scrollTop = 0;
    status.textContent = said || results.querySelectorAll('a').length + ' found';
  };

  const run = () => {
    const mine = ++asked, query = input.value, terms = rd.terms(query);
    return Promise.all([rd.ready(), rd.load('search.js', 'words').catch(() => {})]).then(([data]) => {
      const {words: raw, href, find} = rd, title = slug => data.by.get(slug).title;
      if (mine != asked) return;
      if (!terms[0]) return close();
      words = words || raw && raw.roles.flatMap(([slug, ...cells]) => cells.flatMap((texts, d) =>
        texts.map(text => ({slug, text, folded: fold(text), dimension: raw.dimensions[d]}))));
      const roles = find(query), first = w => at(w.folded, fold(query).trim()) < 0;
      const set = new Set(query.split(/\s+vs?\.?\s+|\s+versus\s+/i).flatMap(q => find(q).slice(0, 1).map(f => f.role.slug)));
      const said = fold(query).trim()[1] && words ? words.filter(w =>
        data.by.has(w.slug) && terms.every(t => at(w.folded, t) >= 0)).sort((a, b) => first(a) - first(b)) : [];
      show(!raw ? 'The words could not be loaded' : roles[0] || said[0] || set.size > 1 ? '' : 'Nothing found',
        ...group('Comparison', set.size > 1 ? [[...set].slice(0, 6).sort()] : [], 1, s => [href(s), s.map(title).join(' vs ')]),
        ...group(data.many, roles, 8, ({role, alias}) => [
          href([role.slug]), alias ? alias + ' → ' : '', role.title, ' ', el('small', {}, role.family)]),
        ...group('What they do', said, 20, ({slug, text, dimension: [key, label]}) => [
          href([slug]) + (rd.root && '#' + key), title(slug), ' ', el('small', {}, label + ': ', ...marked(text, terms))]));
    }, () => show('The search could not be loaded'));
  };
  const close = () => {
    asked++;
    results.hidden = true;
  };

  set(input, {input: run, focus: run});
  set(results, {
    mousedown: e => { if (!e.target.closest('a')) e.preventDefault(); },
    click: e => { if (e.target.closest('a')) setTimeout(close); },
  });
  set(box, {
    focusout: e => { if (!box.contains(e.relatedTarget)) close(); },
    keydown: e => {
      const links = [...results.querySelectorAll('a')], i = links.indexOf(document.activeElement);
      if (e.key == 'Escape' && !results.hidden) {
        e.preventDefault(); // the field keeps what was typed
        input.focus();
        close();
      } else if (e.key == 'Enter' && i < 0) {
        run().then(() => (results.querySelector('a') || input).click());
      } else if (/^Arrow(Down|Up)$/.test(e.key) && !results.hidden) {
        e.preventDefault();
        (links[i + (e.key == 'ArrowUp' ? -1 : 1)] || (i > 0 ? links[i] : input)).focus();
      }
    },
  });
  addEventListener('keydown', e => {
    if (e.key != '/' || e.ctrlKey || e.metaKey || e.altKey || e.target.closest('input,textarea,select,[contenteditable]')) return;
    e.preventDefault();
    input.focus();
    input.select();
  });
})(rolediff);
