// The roles: who they are, how to find them, and where their comparisons are.
(() => {
  'use strict';
  const {fold, at, terms} = rolediff;
  let data;

  const prepare = raw => {
    data = {one: raw.one, many: raw.many, raw, list: [], by: new Map()};
    raw.roles.forEach(([slug, title, summary, family, aliases], index) => {
      family = raw.families[family] || '';
      const names = [title, ...aliases, family].map(fold), text = names.join(' ');
      const role = {
        index, slug, title, summary, family, aliases,
        names: names.slice(0, -1), all: [text, text + ' ' + fold(summary)],
      };
      data.list.push(role);
      data.by.set(slug, role);
    });
    return data;
  };
  const get = () => data || prepare(rolediff.roles);

  // Promises the roles: list in canonical order, by slug, and the site's noun
  // (one, many). What follows needs them.
  rolediff.ready = () => rolediff.load('roles.js', 'roles').then(get);

  // Whether a comparison has a page of its own. This mirrors plan.go.
  const hasPage = at => {
    const {pairs, trios, near, noted} = get().raw;
    const policy = at.length == 2 ? pairs : at.length == 3 ? trios : 'none';
    if (policy != 'related') return policy == 'all';
    const related = (i, j) => near[at[i]].includes(at[j]);
    return at[2] == null ? related(0, 1) :
      related(0, 1) + related(0, 2) + related(1, 2) > 1 || (noted || []).some(t => '' + t == at);
  };

  // The address of one role or of a comparison, in canonical order.
  rolediff.href = (slugs, root = rolediff.root) => {
    const at = slugs.map(s => get().by.get(s).index).sort((a, b) => a - b);
    const [first, ...others] = at.map(i => data.list[i].slug);
    return root + (!others.length ? first + '/index.html' :
      hasPage(at) ? first + '/vs-' + others.join('-vs-') + '.html' :
      'compare/index.html#' + [first, ...others]);
  };

  // The slugs that the address of this page names; they may be no roles.
  rolediff.here = () => {
    const [path, hash] = location.href.slice(rolediff.root.length).split('#');
    let m = /^([^/?]+)\/(?:vs-([^/?]+?)(?:\.html)?|(?:index(?:\.html)?)?)(\?|$)/.exec(path);
    if (m && m[1] == 'compare') return (hash || '').split('&')[0].split(',').filter(s => s);
    return m ? [m[1], ...(m[2] ? m[2].split('-vs-') : [])] : [];
  };

  // The roles that a query finds, best first: {role, alias, summary}, where alias
  // is the other name that was found, and summary tells that nothing else was.
  // Every word of the query must begin a word of the role.
  rolediff.find = query => {
    const whole = fold(query).trim().replace(/\s+/g, ' '), words = terms(query), found = [];
    const all = text => words.every(w => at(text, w) >= 0);
    if (words.length) get().list.forEach(role => {
      const by = test => role.names.findIndex(test);
      let rank = 0, name = -1;
      for (const test of [n => n == whole, n => n.startsWith(whole), all]) {
        if ((name = by(test)) >= 0) break;
        rank += 2;
      }
      if (name > 0) rank++;
      if (name < 0) rank += all(role.all[0]) ? 0 : all(role.all[1]) ? 1 : 9;
      if (rank < 9) found.push({role, rank, alias: role.aliases[name - 1], summary: rank == 7});
    });
    return found.sort((a, b) => a.rank - b.rank || a.role.index - b.role.index);
  };
})();
